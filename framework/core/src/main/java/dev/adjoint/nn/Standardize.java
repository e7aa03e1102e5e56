package dev.adjoint.nn;

import dev.adjoint.ArgumentException;
import dev.adjoint.DType;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.ShapeException;
import dev.adjoint.Tensor;
import java.util.Arrays;

/**
 * Subtracts a mean and divides by a standard deviation, of each channel its own: {@code y[n,c,...] = (x[n,c,...] -
 * mean[c]) / deviation[c]}. In front of a network it makes what the network needs of its input a part of the model and
 * of its file. The numbers are buffers, {@code mean} and {@code deviation}, which training leaves alone.
 */
public final class Standardize extends Layer {
    private final Buffer mean;
    private final Buffer deviation;

    /**
     * A layer of float32 numbers.
     *
     * @param mean what is subtracted, one number a channel
     * @param deviation what the difference is divided by, one finite number above 0 a channel
     * @throws ArgumentException if there are no channels, the lengths differ, or a number is out of range
     */
    public Standardize(double[] mean, double[] deviation) {
        this(mean, deviation, DType.FLOAT32);
    }

    /**
     * A layer of numbers of an element type, which the input must have.
     *
     * @param mean what is subtracted, one number a channel
     * @param deviation what the difference is divided by, one finite number above 0 a channel
     * @param dtype the element type
     * @throws ArgumentException if there are no channels, the lengths differ, or a number is out of range
     */
    public Standardize(double[] mean, double[] deviation, DType dtype) {
        this(
                LayerSpec.of().with("channels", checked(mean, deviation)).with("dtype", dtype),
                (type, shape, random) -> NDArray.of(shape, mean).to(type),
                (type, shape, random) -> NDArray.of(shape, deviation).to(type));
    }

    /** One that changes nothing until it is loaded. */
    Standardize(LayerSpec spec) {
        this(spec, Init.ZEROS, Init.ONES);
    }

    private Standardize(LayerSpec spec, Init.FirstValue mean, Init.FirstValue deviation) {
        super(spec);
        int channels = spec.positive("channels");
        DType dtype = spec.dtype();
        this.mean = buffer("mean", mean, dtype, channels);
        this.deviation = buffer("deviation", deviation, dtype, channels);
    }

    /** The number of channels. */
    private static int checked(double[] mean, double[] deviation) {
        if (mean.length != deviation.length) {
            throw new ArgumentException("standardize: expected a mean and a deviation for each channel, got "
                    + mean.length + " means and " + deviation.length + " deviations");
        }
        for (int channel = 0; channel < mean.length; channel++) {
            if (!Double.isFinite(mean[channel]) || !Double.isFinite(deviation[channel]) || deviation[channel] <= 0) {
                throw new ArgumentException("standardize: channel " + channel
                        + ": expected a finite mean and a finite deviation above 0, got " + mean[channel] + " and "
                        + deviation[channel]);
            }
        }
        return mean.length;
    }

    @Override
    protected Tensor compute(Tensor x) {
        return x.sub(along(x, mean)).div(along(x, deviation));
    }

    /**
     * What the layer maps to given outputs: {@code x[n,c,...] = y[n,c,...] deviation[c] + mean[c]}.
     *
     * @param y outputs of the layer
     * @return the inputs, of the same shape
     * @throws ShapeException if axis 1 does not have the layer's channels
     */
    public Tensor inverse(Tensor y) {
        return y.mul(along(y, deviation)).add(along(y, mean));
    }

    /** The numbers of the channels along axis 1. */
    private static Tensor along(Tensor x, Buffer numbers) {
        int channels = numbers.value().size();
        Layouts.requireChannels(x, channels);
        int[] dims = new int[x.rank()];
        Arrays.fill(dims, 1);
        dims[1] = channels;
        return numbers.tensor().reshape(Shape.of(dims));
    }
}
