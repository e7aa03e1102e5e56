package dev.adjoint.op;

import dev.adjoint.AdjointException;
import dev.adjoint.BoolArray;
import dev.adjoint.IntArray;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.ShapeException;
import dev.adjoint.Tensor;
import dev.adjoint.kernel.reduction.Extremes;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Reductions over any axes, given in any order and counted from the end if negative; none stands for all. With
 * {@code keepDims} a reduced axis stays with size 1. All are made of differentiable operations. Definitions: PyTorch's
 * functions of the same names.
 */
public final class Reductions {
    private Reductions() {}

    /**
     * The sum.
     *
     * @param x the input
     * @param keepDims whether reduced axes stay with size 1
     * @param axes the axes to sum over
     * @return the sums
     */
    public static Tensor sum(Tensor x, boolean keepDims, int... axes) {
        int[] over = axes("sum", x, axes);
        Shape kept = x.shape().reduced(over, true);
        return keepDims
                ? x.sumTo(kept)
                : SumTo.reduce(x, kept).reshape(x.shape().reduced(over, false));
    }

    /**
     * The mean {@code sum / n}. The mean of no elements is NaN.
     *
     * @param x the input
     * @param keepDims whether reduced axes stay with size 1
     * @param axes the axes to average over
     * @return the means
     */
    public static Tensor mean(Tensor x, boolean keepDims, int... axes) {
        int n = count(x, axes("mean", x, axes));
        return sum(x, keepDims, axes).div(n);
    }

    /**
     * The variance {@code sum (x - mean)^2 / (n - correction)}.
     *
     * @param x the input
     * @param correction what is subtracted from the number of elements in the divisor: 1 for the unbiased variance, 0
     *     for the biased one
     * @param keepDims whether reduced axes stay with size 1
     * @param axes the axes
     * @return the variances
     */
    public static Tensor var(Tensor x, double correction, boolean keepDims, int... axes) {
        int n = count(x, axes("var", x, axes));
        Tensor centred = x.sub(mean(x, true, axes));
        return sum(centred.square(), keepDims, axes).div(Math.max(0, n - correction));
    }

    /**
     * The standard deviation, the square root of {@link #var}. Its gradient is {@code g (x - mean) / (std (n -
     * correction))}, and 0 where the standard deviation is 0.
     *
     * @param x the input
     * @param correction what is subtracted from the number of elements in the divisor: 1 for the unbiased variance, 0
     *     for the biased one
     * @param keepDims whether reduced axes stay with size 1
     * @param axes the axes
     * @return the standard deviations
     */
    public static Tensor std(Tensor x, double correction, boolean keepDims, int... axes) {
        Tensor variance = var(x, correction, keepDims, axes);
        BoolArray zero = Compare.equal(variance, 0);
        Tensor root = Where.where(zero, Tensor.scalar(x.dtype(), 1), variance).sqrt();
        return Where.where(zero, Tensor.scalar(x.dtype(), 0), root);
    }

    /**
     * The largest element; NaN if one is. Gradient: g for the first of the largest in row-major order, 0 for the
     * others.
     *
     * @param x the input
     * @param keepDims whether reduced axes stay with size 1
     * @param axes the axes to reduce
     * @return the largest elements
     * @throws ShapeException if there are no elements to choose from
     */
    public static Tensor max(Tensor x, boolean keepDims, int... axes) {
        return extreme("max", x, true, keepDims, axes);
    }

    /**
     * The smallest element; NaN if one is. Gradient: g for the first of the smallest in row-major order, 0 for the
     * others.
     *
     * @param x the input
     * @param keepDims whether reduced axes stay with size 1
     * @param axes the axes to reduce
     * @return the smallest elements
     * @throws ShapeException if there are no elements to choose from
     */
    public static Tensor min(Tensor x, boolean keepDims, int... axes) {
        return extreme("min", x, false, keepDims, axes);
    }

    /**
     * The logarithm of the sum of exponentials {@code log sum e^x}, computed as {@code m + log sum e^(x - m)} with the
     * maximum m, so that nothing overflows. Gradient: {@code g e^(x - y)}, the softmax; NaN where x and y are the same
     * infinity, as in PyTorch.
     *
     * @param x the input
     * @param keepDims whether reduced axes stay with size 1
     * @param axes the axes to reduce
     * @return the logarithms
     */
    public static Tensor logsumexp(Tensor x, boolean keepDims, int... axes) {
        int[] over = axes("logsumexp", x, axes);
        Tensor lines = lines(x, over);
        Tensor shift = finiteMax(lines.value());
        Tensor total = sum(lines.sub(shift).exp(), true, 1);
        return total.log().add(shift).reshape(x.shape().reduced(over, keepDims));
    }

    /**
     * The product. Gradient: g times the product of the other elements, also where some are 0. The product of no
     * elements is 1.
     *
     * <p>Computed by multiplying halves element by element until one is left, which leaves the gradient to {@link Mul}.
     *
     * @param x the input
     * @param keepDims whether reduced axes stay with size 1
     * @param axes the axes to multiply over
     * @return the products
     */
    public static Tensor prod(Tensor x, boolean keepDims, int... axes) {
        int[] over = axes("prod", x, axes);
        Tensor factors = lines(x, over);
        if (factors.dim(1) == 0) {
            factors = Pad.constant(factors, 1, new int[] {0, 0}, new int[] {0, 1});
        }
        while (factors.dim(1) > 1) {
            int n = factors.dim(1);
            int half = n / 2;
            Tensor products = factors.slice(1, 0, half).mul(factors.slice(1, half, 2 * half));
            factors = n % 2 == 0 ? products : Concat.concat(1, products, factors.slice(1, n - 1, n));
        }
        return factors.reshape(x.shape().reduced(over, keepDims));
    }

    private static Tensor extreme(String name, Tensor x, boolean largest, boolean keepDims, int... axes) {
        int[] over = axes(name, x, axes);
        Tensor lines = lines(x, over);
        int n = lines.dim(1);
        if (n == 0) {
            throw new ShapeException(name + ": expected at least one element to choose from, got " + x.shape()
                    + " reduced over axes " + Arrays.toString(over));
        }
        int[] places = Extremes.positions(lines.value(), 1, largest).ints().clone();
        Arrays.setAll(places, line -> line * n + places[line]);
        Shape shape = x.shape().reduced(over, keepDims);
        return new Take(IntArray.wrap(shape, places)).apply(lines);
    }

    /** The largest of each line as a constant {@code [kept, 1]}, 0 where it is infinite or the line is empty. */
    private static Tensor finiteMax(NDArray lines) {
        int n = lines.shape().dim(1);
        double[] max = new double[lines.shape().dim(0)];
        if (n > 0) {
            IntArray positions = Extremes.positions(lines, 1, true);
            Arrays.setAll(max, i -> lines.at(i * n + positions.at(i)));
            Arrays.setAll(max, i -> Double.isInfinite(max[i]) ? 0 : max[i]);
        }
        return new Tensor(NDArray.wrap(Shape.of(max.length, 1), max).to(lines.dtype()));
    }

    /** The elements as {@code [kept, n]}: a line for each set of n elements that is reduced to one. */
    private static Tensor lines(Tensor x, int[] over) {
        IntStream kept = IntStream.range(0, x.rank()).filter(i -> Arrays.binarySearch(over, i) < 0);
        int[] order = IntStream.concat(kept, Arrays.stream(over)).toArray();
        int lines = x.shape().reduced(over, false).size();
        Tensor ordered = Arrays.equals(order, x.shape().axes()) ? x : x.permute(order);
        return ordered.reshape(Shape.of(lines, count(x, over)));
    }

    /** The number of elements that are reduced to one. */
    private static int count(Tensor x, int[] over) {
        int n = 1;
        for (int axis : over) {
            n *= x.dim(axis);
        }
        return n;
    }

    private static int[] axes(String name, Tensor x, int... axes) {
        return AdjointException.during(name, () -> x.shape().axes(axes));
    }
}
