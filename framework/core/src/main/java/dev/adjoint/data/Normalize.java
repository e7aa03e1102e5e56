package dev.adjoint.data;

import dev.adjoint.ArgumentException;
import dev.adjoint.DType;
import dev.adjoint.NDArray;
import dev.adjoint.ShapeException;
import dev.adjoint.nn.Standardize;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Subtracts the mean of each channel and divides by its standard deviation: {@code y[c,...] = (x[c,...] - mean[c]) /
 * deviation[c]}. The channels are the first axis, both of an image {@code [channels, height, width]} and of a row of a
 * table {@code [columns]}.
 *
 * @param mean one number a channel
 * @param deviation one number a channel, greater than 0
 */
public record Normalize(List<Double> mean, List<Double> deviation) implements Transform {
    /**
     * Checks the numbers.
     *
     * @param mean one number a channel
     * @param deviation one number a channel, greater than 0
     * @throws ArgumentException if the lists are empty or differ in length, or a number is out of range
     */
    public Normalize {
        mean = List.copyOf(mean);
        deviation = List.copyOf(deviation);
        if (mean.isEmpty() || mean.size() != deviation.size()) {
            throw new ArgumentException("normalize: expected a mean and a deviation for each channel, got "
                    + mean.size() + " means and " + deviation.size() + " deviations");
        }
        mean.forEach(number -> Require.finite("normalize: mean", number));
        deviation.forEach(number -> Require.holds(
                number > 0 && Double.isFinite(number), "normalize: deviation", "a finite number above 0", number));
    }

    /**
     * Normalises by the mean and deviation of each channel over all samples, so that they become 0 and 1. Fit it to the
     * training samples alone, and use it for all samples.
     *
     * @param dataset samples {@code [channels, ...]}, at least one
     * @return the transform; a channel that is the same everywhere is not scaled
     * @throws ArgumentException if there are no samples
     * @throws ShapeException if a sample has no axes or other channels than the first
     */
    public static Normalize fit(Dataset dataset) {
        Require.atLeast(1, "normalize: samples to fit to", dataset.size());
        int channels = channels(dataset.sample(0).input());
        double[] mean = new double[channels];
        double[] squares = new double[channels];
        long count = 0;
        for (int i = 0; i < dataset.size(); i++) {
            NDArray sample = dataset.sample(i).input();
            if (channels(sample) != channels) {
                throw new ShapeException("normalize: " + dataset.name(i) + ": expected " + channels
                        + " channels as in the first sample, got shape " + sample.shape());
            }
            int n = sample.size() / Math.max(1, channels);
            for (int channel = 0; channel < channels; channel++) {
                accumulate(sample, channel, n, count, mean, squares);
            }
            count += n;
        }
        double pixels = count;
        return new Normalize(
                Arrays.stream(mean).boxed().toList(),
                Arrays.stream(squares)
                        .map(sum -> sum > 0 ? Math.sqrt(sum / pixels) : 1)
                        .boxed()
                        .toList());
    }

    /**
     * Joins the mean and the sum of squared differences from it of {@code count} pixels with those of {@code n} more.
     * Source: Chan, Golub and LeVeque, Updating formulae and a pairwise algorithm for computing sample variances, 1979.
     */
    private static void accumulate(NDArray pixels, int channel, int n, long count, double[] mean, double[] squares) {
        double sum = 0;
        for (int i = channel * n; i < (channel + 1) * n; i++) {
            sum += pixels.at(i);
        }
        double own = n == 0 ? 0 : sum / n;
        double spread = 0;
        for (int i = channel * n; i < (channel + 1) * n; i++) {
            double difference = pixels.at(i) - own;
            spread += difference * difference;
        }
        if (n > 0) {
            double delta = own - mean[channel];
            mean[channel] += delta * n / (count + n);
            squares[channel] += spread + delta * delta * n * count / (count + n);
        }
    }

    private static int channels(NDArray sample) {
        if (sample.shape().rank() == 0) {
            throw new ShapeException("normalize: expected samples [channels, ...], got a single number");
        }
        return sample.shape().dim(0);
    }

    /**
     * The same as the first layer of a network, so that the normalisation goes with the model and into its file.
     *
     * @return a layer of float32 numbers
     */
    public Standardize layer() {
        return new Standardize(numbers(mean), numbers(deviation));
    }

    @Override
    public NDArray apply(NDArray sample, RandomGenerator random) {
        int channels = channels(sample);
        if (channels != mean.size()) {
            throw new ShapeException(
                    "normalize: expected a sample of " + mean.size() + " channels, got shape " + sample.shape());
        }
        NDArray to = NDArray.zeros(sample.dtype(), sample.shape());
        int each = sample.size() / channels;
        if (sample.dtype() == DType.FLOAT32) {
            ImageF32.standardize(sample.floats(), each, numbers(mean), numbers(deviation), to.floats());
        } else {
            ImageF64.standardize(sample.doubles(), each, numbers(mean), numbers(deviation), to.doubles());
        }
        return to;
    }

    private static double[] numbers(List<Double> list) {
        return list.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
