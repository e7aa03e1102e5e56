package dev.adjoint.op;

import dev.adjoint.AdjointException;
import dev.adjoint.ArgumentException;
import dev.adjoint.Entry;
import dev.adjoint.Forward;
import dev.adjoint.Gradient;
import dev.adjoint.IntArray;
import dev.adjoint.MemoryException;
import dev.adjoint.NDArray;
import dev.adjoint.PoolOptions;
import dev.adjoint.Shape;
import dev.adjoint.ShapeException;
import dev.adjoint.Tensor;
import dev.adjoint.kernel.indexing.Indexed;
import dev.adjoint.kernel.pooling.Pooling;
import dev.adjoint.window.PoolGeometry;
import dev.adjoint.window.Windows;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Pooling: one number for each window of each channel. Along one axis, window o covers the input cells {@code o stride
 * - before + k dilation} for each k below the kernel's size; an adaptive window o covers those from {@code floor(o in /
 * out)} to before {@code ceil((o + 1) in / out)}. Cells outside the input are padding.
 *
 * <p>Shapes: x {@code [N, C, spatial...]}, result {@code [N, C, output...]}, with one to three spatial axes; the sizes
 * are those of {@link PoolGeometry}. The definitions are those of PyTorch's {@code max_pool1d} to {@code 3d},
 * {@code avg_pool1d} to {@code 3d}, {@code lp_pool1d} to {@code 3d}, {@code adaptive_avg_pool1d} to {@code 3d},
 * {@code adaptive_max_pool1d} to {@code 3d} and {@code max_unpool1d} to {@code 3d}.
 */
public final class Pool {
    private Pool() {}

    /**
     * {@code y[o] = max over the cells q of window o of x[q]}. Gradient: {@link MaxTransposed} at the places of the
     * maxima, which the forward pass saves.
     */
    record Max(PoolGeometry geometry) implements Windowed, LinearMap {
        @Override
        public String name() {
            return "max_pool" + geometry.rank() + "d";
        }

        @Override
        public Forward forward(NDArray... in) {
            int[] places = new int[geometry.outputShape(in[0].shape()).size()];
            NDArray y = new Pooling(geometry).max(in[0], places);
            return Forward.of(y, IntArray.wrap(y.shape(), places));
        }

        @Override
        public List<Windows> windows() {
            return geometry.axes();
        }

        @Override
        public Gradient[] vjp(Entry entry, Tensor g) {
            return Gradient.of(() -> new MaxTransposed(entry.saved(IntArray.class), entry.inputShape(0)).apply(g));
        }
    }

    /** {@code x[places[o]] += y[o]}: the adjoint of what {@link Max} does where the maxima stand. */
    private record MaxTransposed(IntArray places, Shape shape) implements LinearMap {
        @Override
        public String name() {
            return "max_pool_transposed";
        }

        @Override
        public Forward forward(NDArray... in) {
            return Forward.of(Indexed.scatterPlanes(in[0], places, shape));
        }

        @Override
        public Gradient[] vjp(Entry entry, Tensor g) {
            return Gradient.of(() -> new Take(places).apply(g));
        }
    }

    /** {@code y[o] = (sum over the cells q of window o of x[q]) / divisor[o]}. Gradient: {@link AverageTransposed}. */
    record Average(PoolGeometry geometry, boolean countPadding, int divisor) implements Windowed, LinearMap {
        @Override
        public String name() {
            return "avg_pool" + geometry.rank() + "d";
        }

        @Override
        public Forward forward(NDArray... in) {
            Pooling pooling = new Pooling(geometry);
            return Forward.of(pooling.average(in[0], divisors(pooling)));
        }

        @Override
        public List<Windows> windows() {
            return geometry.axes();
        }

        @Override
        public Gradient[] vjp(Entry entry, Tensor g) {
            return Gradient.of(() -> new AverageTransposed(this, entry.inputShape(0)).apply(g));
        }

        private double[] divisors(Pooling pooling) {
            if (divisor == 0) {
                return pooling.divisors(countPadding);
            }
            double[] divisors = new double[geometry.outputCells()];
            Arrays.fill(divisors, divisor);
            return divisors;
        }
    }

    /** {@code x[q] = sum over the windows o that cover q of y[o] / divisor[o]}: the adjoint of {@link Average}. */
    record AverageTransposed(Average average, Shape shape) implements LinearMap {
        @Override
        public String name() {
            return average.name() + "_transposed";
        }

        @Override
        public Forward forward(NDArray... in) {
            Pooling pooling = new Pooling(average.geometry);
            return Forward.of(pooling.spread(in[0], average.divisors(pooling), shape));
        }

        @Override
        public Gradient[] vjp(Entry entry, Tensor g) {
            return Gradient.of(() -> average.apply(g));
        }
    }

    /**
     * The largest element of each window. Padding never wins; NaN always does. The whole gradient goes to one element:
     * of equals to the first in row-major order.
     *
     * @param x the input {@code [N, C, spatial...]}
     * @param options kernel, stride, padding, dilation, ceil mode
     * @return the maxima {@code [N, C, output...]}
     * @throws ShapeException if a window does not fit or lies in the padding alone
     * @throws ArgumentException if the padding is more than half a window
     */
    public static Tensor max(Tensor x, PoolOptions options) {
        return new Max(geometry("max_pool", x, options)).apply(x);
    }

    /**
     * Where the largest elements of {@link #max} stand.
     *
     * @param x the input {@code [N, C, spatial...]}
     * @param options kernel, stride, padding, dilation, ceil mode
     * @return for each window the flat row-major index into the unpadded spatial axes of its channel {@code [N, C,
     *     output...]}
     * @throws ShapeException if a window does not fit or lies in the padding alone
     * @throws ArgumentException if the padding is more than half a window
     */
    public static IntArray maxIndices(Tensor x, PoolOptions options) {
        return indices(x, geometry("max_pool", x, options));
    }

    /**
     * The largest element of each window, where windows are chosen such that the output has a wanted size.
     *
     * @param x the input {@code [N, C, spatial...]}
     * @param size windows along each axis, or one number for all
     * @return the maxima {@code [N, C, size...]}
     * @throws ShapeException if there is no cell or no window along an axis
     */
    public static Tensor adaptiveMax(Tensor x, int... size) {
        return new Max(PoolGeometry.adaptive(x.shape(), size)).apply(x);
    }

    /**
     * Where the largest elements of {@link #adaptiveMax} stand.
     *
     * @param x the input {@code [N, C, spatial...]}
     * @param size windows along each axis, or one number for all
     * @return for each window the flat row-major index into the spatial axes of its channel {@code [N, C, size...]}
     * @throws ShapeException if there is no cell or no window along an axis
     */
    public static IntArray adaptiveMaxIndices(Tensor x, int... size) {
        return indices(x, PoolGeometry.adaptive(x.shape(), size));
    }

    /**
     * The largest element of each channel.
     *
     * @param x the input {@code [N, C, spatial...]}
     * @return the maxima {@code [N, C, 1...]}
     */
    public static Tensor globalMax(Tensor x) {
        return adaptiveMax(x, 1);
    }

    /**
     * The mean of each window: the sum of its elements, with zeros as padding, divided by the option's divisor; without
     * one, by the number of the window's cells in the padded input, or in the input alone where padding does not count.
     * Cells by which a window hangs over the padded input's end never count.
     *
     * @param x the input {@code [N, C, spatial...]}
     * @param options kernel, stride, padding, dilation, ceil mode, whether padding counts, divisor
     * @return the means {@code [N, C, output...]}
     * @throws ShapeException if a window does not fit or lies in the padding alone
     * @throws ArgumentException if the padding is more than half a window
     */
    public static Tensor average(Tensor x, PoolOptions options) {
        PoolGeometry geometry = geometry("avg_pool", x, options);
        return new Average(geometry, options.countIncludePad(), options.divisor()).apply(x);
    }

    /**
     * The mean of each window, where windows are chosen such that the output has a wanted size.
     *
     * @param x the input {@code [N, C, spatial...]}
     * @param size windows along each axis, or one number for all
     * @return the means {@code [N, C, size...]}
     * @throws ShapeException if there is no cell or no window along an axis
     */
    public static Tensor adaptiveAverage(Tensor x, int... size) {
        return new Average(PoolGeometry.adaptive(x.shape(), size), false, 0).apply(x);
    }

    /**
     * The mean of each channel.
     *
     * @param x the input {@code [N, C, spatial...]}
     * @return the means {@code [N, C, 1...]}
     */
    public static Tensor globalAverage(Tensor x) {
        return adaptiveAverage(x, 1);
    }

    /**
     * The power mean without its mean: {@code y = (n mean(x^p))^(1/p)} over each window, n the cells of a kernel. Where
     * a window lies inside the padded input that is {@code (sum of x^p)^(1/p)}; of one that hangs over its end, the
     * missing cells count as if they had the mean of the others. With {@code p = 1} this sums, for large p it comes
     * close to the maximum. The gradient of a window whose sum is 0 is 0.
     *
     * @param x the input {@code [N, C, spatial...]}, not negative unless p is an even integer
     * @param p the exponent, not 0
     * @param options kernel, stride, padding, dilation, ceil mode
     * @return the results {@code [N, C, output...]}
     * @throws ShapeException if a window does not fit or lies in the padding alone
     * @throws ArgumentException if p is 0 or the padding is more than half a window
     */
    public static Tensor lp(Tensor x, double p, PoolOptions options) {
        if (p == 0) {
            throw new ArgumentException("lp_pool: expected an exponent other than 0, got " + p);
        }
        int axes = x.rank() - 2;
        double cells = IntStream.range(0, axes)
                .mapToDouble(i -> options.kernelAt(i, axes))
                .reduce(1, (a, b) -> a * b);
        Tensor sum = average(x.pow(p), options.countIncludePad(true).divisor(0)).mul(cells);
        var zero = Compare.equal(sum, 0);
        Tensor root = Where.where(zero, Tensor.scalar(x.dtype(), 1), sum).pow(1 / p);
        return Where.where(zero, Tensor.scalar(x.dtype(), 0), root);
    }

    /**
     * Puts elements back where {@link #max} found them, zeros elsewhere. Where an index comes twice in a channel, as it
     * may with overlapping windows, the last element counts.
     *
     * @param y the elements {@code [N, C, output...]}
     * @param indices their places, as {@link #maxIndices} gives them, of y's shape
     * @param size the spatial sizes of the result
     * @return the tensor {@code [N, C, size...]}
     * @throws ShapeException if the shapes do not fit
     * @throws ArgumentException if an index lies outside the result
     */
    public static Tensor maxUnpool(Tensor y, IntArray indices, int... size) {
        if (y.rank() != size.length + 2 || !indices.shape().equals(y.shape())) {
            throw new ShapeException(
                    "max_unpool: expected elements [N, C, output...] and indices of the same shape for "
                            + "the " + size.length + " sizes " + Arrays.toString(size) + ", got elements " + y.shape()
                            + " and indices " + indices.shape());
        }
        int[] dims = y.shape().dims();
        System.arraycopy(size, 0, dims, 2, size.length);
        Shape shape = Shape.of(dims);
        int plane = shape.size(2, shape.rank());
        indices.requireBelow("max_unpool: index into " + Arrays.toString(size), plane);
        return MemoryException.guard(() -> "max_unpool: places in " + shape, () -> unpool(y, indices, shape));
    }

    private static Tensor unpool(Tensor y, IntArray indices, Shape shape) {
        int plane = shape.size(2, shape.rank());
        int windows = y.shape().size(2, y.rank());
        int[] source = new int[shape.size()];
        for (int i = 0; i < y.shape().size(); i++) {
            source[i / windows * plane + indices.at(i)] = i + 1;
        }
        int[] places =
                IntStream.range(0, source.length).filter(q -> source[q] > 0).toArray();
        int[] kept = IntStream.of(places).map(q -> source[q] - 1).toArray();
        return new Put(IntArray.of(places), shape).apply(new Take(IntArray.of(kept)).apply(y));
    }

    private static PoolGeometry geometry(String name, Tensor x, PoolOptions options) {
        return AdjointException.during(Conv.name(name, x), () -> PoolGeometry.of(x.shape(), options));
    }

    private static IntArray indices(Tensor x, PoolGeometry geometry) {
        Shape shape = geometry.outputShape(x.shape());
        return MemoryException.guard(() -> "indices " + shape, () -> places(x, geometry, shape));
    }

    private static IntArray places(Tensor x, PoolGeometry geometry, Shape shape) {
        int[] places = new int[shape.size()];
        new Pooling(geometry).max(x.value(), places);
        int windows = geometry.outputCells();
        int cells = geometry.inputCells();
        for (int i = 0; i < places.length; i++) {
            places[i] -= i / windows * cells;
        }
        return IntArray.wrap(shape, places);
    }
}
