package dev.adjoint.data;

import dev.adjoint.ArgumentException;
import dev.adjoint.ShapeException;
import dev.adjoint.array.NDArray;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Subtracts a mean and divides by a standard deviation, of each channel its own: {@code y[c,i,j] = (x[c,i,j] - mean[c])
 * / deviation[c]}.
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
     * Normalises by the channels' own mean and deviation over all pixels of all samples, so that they become 0 and 1.
     * Fit it to the samples to train with alone, and use it for all.
     *
     * @param dataset images {@code [channels, height, width]}, at least one
     * @return the transform; a channel that is the same everywhere is not scaled
     * @throws ArgumentException if there are no samples
     * @throws ShapeException if a sample is no image or has other channels than the first
     */
    public static Normalize fit(Dataset dataset) {
        Require.atLeast(1, "normalize: samples to fit to", dataset.size());
        int channels = Image.of(dataset.sample(0).input()).channels();
        double[] mean = new double[channels];
        double[] squares = new double[channels];
        long count = 0;
        for (int i = 0; i < dataset.size(); i++) {
            Image image = Image.of(dataset.sample(i).input());
            if (image.channels() != channels) {
                throw new ShapeException("normalize: " + dataset.name(i) + ": expected " + channels
                        + " channels as in the first sample, got shape "
                        + image.pixels().shape());
            }
            int n = image.height() * image.width();
            for (int channel = 0; channel < channels; channel++) {
                accumulate(image.pixels(), channel, n, count, mean, squares);
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

    @Override
    public NDArray apply(NDArray sample, RandomGenerator random) {
        Image image = Image.of(sample);
        if (image.channels() != mean.size()) {
            throw new ShapeException(
                    "normalize: expected an image of " + mean.size() + " channels, got shape " + sample.shape());
        }
        return image.standardize(numbers(mean), numbers(deviation));
    }

    private static double[] numbers(List<Double> list) {
        return list.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
