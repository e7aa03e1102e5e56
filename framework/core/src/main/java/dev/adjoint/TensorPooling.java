package dev.adjoint;

import dev.adjoint.op.Interpolate;
import dev.adjoint.op.Pool;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/**
 * The methods of a {@link Tensor} that pool or resize its spatial axes, of which there are one to three.
 *
 * <p>A tensor with n spatial axes is a batch {@code [N, C, spatial...]} or one sample {@code [C, spatial...]}; the
 * result has the same axes. The caller tells n by as many numbers, {@code kernel(2, 2)}, or by
 * {@code kernel(2).axes(2)}. Where a single number stands for all axes, rank 4 is a batch of images and rank 5 a batch
 * of volumes; rank 3, an image as well as a batch of signals, is refused.
 */
public sealed interface TensorPooling permits Tensor {
    private Tensor self() {
        return (Tensor) this;
    }

    /**
     * The largest element of each window, windows lying side by side: {@code maxPool(PoolOptions.kernel(kernel))}.
     *
     * @param kernel cells of a window along each axis, or one number for all
     * @return the maxima
     * @throws ShapeException if the number of spatial axes is not clear or a window does not fit
     */
    default Tensor maxPool(int... kernel) {
        return maxPool(PoolOptions.kernel(kernel));
    }

    /**
     * The largest element of each window. Padding never wins, NaN always does; of equals the first in row-major order
     * gets the gradient.
     *
     * @param options kernel, stride, padding, dilation, ceil mode
     * @return the maxima
     * @throws ShapeException if the number of spatial axes is not clear, or a window does not fit or lies in the
     *     padding alone
     * @throws ArgumentException if the padding is more than half a window
     */
    default Tensor maxPool(PoolOptions options) {
        return pool("max_pool", options, x -> Pool.max(x, options));
    }

    /**
     * Where the largest elements of {@link #maxPool(PoolOptions)} stand.
     *
     * @param options kernel, stride, padding, dilation, ceil mode
     * @return for each window the flat row-major index into the unpadded spatial axes of its channel
     * @throws ShapeException if the number of spatial axes is not clear, or a window does not fit or lies in the
     *     padding alone
     * @throws ArgumentException if the padding is more than half a window
     */
    default IntArray maxPoolIndices(PoolOptions options) {
        Tensor x = self();
        return Spatial.isSample("max_pool", x.shape(), options.axesOf("max_pool", x.shape()))
                ? Spatial.sample(Pool.maxIndices(x.unsqueeze(0), options))
                : Pool.maxIndices(x, options);
    }

    /**
     * The mean of each window, windows lying side by side: {@code avgPool(PoolOptions.kernel(kernel))}.
     *
     * @param kernel cells of a window along each axis, or one number for all
     * @return the means
     * @throws ShapeException if the number of spatial axes is not clear or a window does not fit
     */
    default Tensor avgPool(int... kernel) {
        return avgPool(PoolOptions.kernel(kernel));
    }

    /**
     * The mean of each window: its sum, with zeros as padding, divided by the option's divisor; without one, by the
     * number of the window's cells in the padded input, or in the input alone where padding does not count.
     *
     * @param options kernel, stride, padding, dilation, ceil mode, whether padding counts, divisor
     * @return the means
     * @throws ShapeException if the number of spatial axes is not clear, or a window does not fit or lies in the
     *     padding alone
     * @throws ArgumentException if the padding is more than half a window
     */
    default Tensor avgPool(PoolOptions options) {
        return pool("avg_pool", options, x -> Pool.average(x, options));
    }

    /**
     * The power sum {@code (sum of x^p)^(1/p)} of each window: the sum for {@code p = 1}, close to the maximum for
     * large p. The gradient of a window whose sum is 0 is 0.
     *
     * @param p the exponent, not 0; the elements must not be negative unless it is an even integer
     * @param options kernel, stride, padding, dilation, ceil mode
     * @return the results
     * @throws ShapeException if the number of spatial axes is not clear, or a window does not fit or lies in the
     *     padding alone
     * @throws ArgumentException if p is 0 or the padding is more than half a window
     */
    default Tensor lpPool(double p, PoolOptions options) {
        return pool("lp_pool", options, x -> Pool.lp(x, p, options));
    }

    /**
     * The mean of each window, where window o of an axis covers the cells from {@code floor(o in / size)} to before
     * {@code ceil((o + 1) in / size)}.
     *
     * @param size windows along each axis, or one number for all
     * @return the means, of that size
     * @throws ShapeException if the number of spatial axes is not clear, or there is no cell or no window along an axis
     */
    default Tensor adaptiveAvgPool(int... size) {
        return adaptive("adaptive_avg_pool", size, x -> Pool.adaptiveAverage(x, size));
    }

    /**
     * {@link #adaptiveAvgPool(int...)} with one size for each spatial axis: {@code Shape.of(4)} pools signals.
     *
     * @param size windows along each axis
     * @return the means, of that size
     * @throws ShapeException if there are other axes, or there is no cell or no window along one
     */
    default Tensor adaptiveAvgPool(Shape size) {
        return Samples.apply("adaptive_avg_pool", self(), size.rank(), x -> Pool.adaptiveAverage(x, size.dims()));
    }

    /**
     * The largest element of each window, where window o of an axis covers the cells from {@code floor(o in / size)} to
     * before {@code ceil((o + 1) in / size)}.
     *
     * @param size windows along each axis, or one number for all
     * @return the maxima, of that size
     * @throws ShapeException if the number of spatial axes is not clear, or there is no cell or no window along an axis
     */
    default Tensor adaptiveMaxPool(int... size) {
        return adaptive("adaptive_max_pool", size, x -> Pool.adaptiveMax(x, size));
    }

    /**
     * {@link #adaptiveMaxPool(int...)} with one size for each spatial axis: {@code Shape.of(4)} pools signals.
     *
     * @param size windows along each axis
     * @return the maxima, of that size
     * @throws ShapeException if there are other axes, or there is no cell or no window along one
     */
    default Tensor adaptiveMaxPool(Shape size) {
        return Samples.apply("adaptive_max_pool", self(), size.rank(), x -> Pool.adaptiveMax(x, size.dims()));
    }

    /**
     * Where the largest elements of {@link #adaptiveMaxPool(Shape)} stand.
     *
     * @param size windows along each axis
     * @return for each window the flat row-major index into the spatial axes of its channel
     * @throws ShapeException if there are other axes, or there is no cell or no window along one
     */
    default IntArray adaptiveMaxPoolIndices(Shape size) {
        Tensor x = self();
        return Spatial.isSample("adaptive_max_pool", x.shape(), size.rank())
                ? Spatial.sample(Pool.adaptiveMaxIndices(x.unsqueeze(0), size.dims()))
                : Pool.adaptiveMaxIndices(x, size.dims());
    }

    /**
     * The mean of each channel of a batch of images or volumes.
     *
     * @return the means {@code [N, C, 1, 1]}, or {@code [N, C, 1, 1, 1]}
     * @throws ShapeException if the rank is neither 4 nor 5, or a spatial axis is empty
     */
    default Tensor globalAvgPool() {
        return adaptiveAvgPool(1);
    }

    /**
     * The mean of each channel.
     *
     * @param axes the number of spatial axes, 1 to 3
     * @return the means {@code [N, C, 1...]}, or {@code [C, 1...]} of one sample
     * @throws ShapeException if there are other axes, or a spatial axis is empty
     */
    default Tensor globalAvgPool(int axes) {
        return Samples.apply("global_avg_pool", self(), axes, Pool::globalAverage);
    }

    /**
     * The largest element of each channel of a batch of images or volumes.
     *
     * @return the maxima {@code [N, C, 1, 1]}, or {@code [N, C, 1, 1, 1]}
     * @throws ShapeException if the rank is neither 4 nor 5, or a spatial axis is empty
     */
    default Tensor globalMaxPool() {
        return adaptiveMaxPool(1);
    }

    /**
     * The largest element of each channel.
     *
     * @param axes the number of spatial axes, 1 to 3
     * @return the maxima {@code [N, C, 1...]}, or {@code [C, 1...]} of one sample
     * @throws ShapeException if there are other axes, or a spatial axis is empty
     */
    default Tensor globalMaxPool(int axes) {
        return Samples.apply("global_max_pool", self(), axes, Pool::globalMax);
    }

    /**
     * Puts elements back where {@link #maxPool(PoolOptions)} found them, zeros elsewhere. Where an index comes twice in
     * a channel, as it may with overlapping windows, the last element counts.
     *
     * @param indices their places, as {@link #maxPoolIndices} gives them, of the tensor's shape
     * @param size the sizes of the result's spatial axes
     * @return the tensor {@code [N, C, size...]}, or {@code [C, size...]} of one sample
     * @throws ShapeException if the shapes do not fit
     * @throws ArgumentException if an index lies outside the result
     */
    default Tensor maxUnpool(IntArray indices, int... size) {
        Tensor y = self();
        if (y.rank() != size.length + 1) {
            return Pool.maxUnpool(y, indices, size);
        }
        int[] batch = y.unsqueeze(0).shape().dims();
        return indices.shape().equals(y.shape())
                ? Pool.maxUnpool(y.unsqueeze(0), indices.reshape(Shape.of(batch)), size)
                        .squeeze(0)
                : Pool.maxUnpool(y.unsqueeze(0), indices, size);
    }

    /**
     * The spatial axes grown by factors, where each cell is that of its nearest neighbour. It is {@link #interpolate}
     * with {@code ResizeOptions.by(factor)}.
     *
     * @param factor by how much each spatial axis grows, or one number for all
     * @return the larger image
     * @throws ShapeException if the number of spatial axes is not clear, or one is empty
     * @throws ArgumentException if a factor is not positive or leaves nothing
     */
    default Tensor upsample(double... factor) {
        return interpolate(ResizeOptions.by(factor));
    }

    /**
     * The spatial axes resized to other sizes or by factors, by nearest neighbours or linear interpolation.
     *
     * @param options sizes or factors, how to interpolate
     * @return the resized image
     * @throws ShapeException if the number of spatial axes is not clear, or one is empty
     * @throws ArgumentException if a factor is not positive or leaves nothing
     */
    default Tensor interpolate(ResizeOptions options) {
        int axes = options.axesOf(self().shape());
        return Samples.apply("interpolate", self(), axes, x -> {
            if (options.sizes().isEmpty()) {
                double[] factors = options.factorArray();
                return options.linear()
                        ? Interpolate.linearScaled(x, options.alignCorners(), factors)
                        : Interpolate.nearestScaled(x, factors);
            }
            int[] sizes = options.sizeArray();
            return options.linear()
                    ? Interpolate.linear(x, options.alignCorners(), sizes)
                    : Interpolate.nearest(x, sizes);
        });
    }

    private Tensor pool(String name, PoolOptions options, UnaryOperator<Tensor> function) {
        return Samples.apply(name, self(), options.axesOf(name, self().shape()), function);
    }

    private Tensor adaptive(String name, int[] size, UnaryOperator<Tensor> function) {
        String sizes = Arrays.toString(size).replaceAll("[\\[\\]]", "");
        String hint = "Shape.of(" + sizes + ", " + sizes + "), or Shape.of(" + sizes + ")";
        int axes = Spatial.axes(name, self().shape(), Spatial.listed(size.length), hint);
        return Samples.apply(name, self(), axes, function);
    }
}
