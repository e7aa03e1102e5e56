package dev.adjoint.op;

import dev.adjoint.BoolArray;
import dev.adjoint.NDArray;
import dev.adjoint.Tensor;
import dev.adjoint.kernel.elementwise.ArithmeticF32;
import dev.adjoint.kernel.elementwise.ArithmeticF64;
import dev.adjoint.kernel.elementwise.FunctionsF32;
import dev.adjoint.kernel.elementwise.FunctionsF64;
import dev.adjoint.kernel.elementwise.Pointwise;
import dev.adjoint.kernel.elementwise.Selection;

/**
 * Comparisons, element by element; with NaN all are false. They have no gradient: their results are truth values or
 * constants. Two tensors are broadcast by NumPy's rules; they may differ in element type.
 */
public final class Compare {
    private Compare() {}

    /**
     * Where a tensor equals a number.
     *
     * @param x the tensor
     * @param number the number
     * @return true where they are equal
     */
    public static BoolArray equal(Tensor x, double number) {
        return Selection.test(x.value(), v -> v == number);
    }

    /**
     * Where a tensor is greater than a number.
     *
     * @param x the tensor
     * @param number the number
     * @return true where it is greater
     */
    public static BoolArray greater(Tensor x, double number) {
        return Selection.test(x.value(), v -> v > number);
    }

    /**
     * Where a tensor is greater than or equals a number.
     *
     * @param x the tensor
     * @param number the number
     * @return true where it is greater or equal
     */
    public static BoolArray greaterEqual(Tensor x, double number) {
        return Selection.test(x.value(), v -> v >= number);
    }

    /**
     * Where a tensor is less than a number.
     *
     * @param x the tensor
     * @param number the number
     * @return true where it is less
     */
    public static BoolArray less(Tensor x, double number) {
        return Selection.test(x.value(), v -> v < number);
    }

    /**
     * Where a tensor is less than or equals a number.
     *
     * @param x the tensor
     * @param number the number
     * @return true where it is less or equal
     */
    public static BoolArray lessEqual(Tensor x, double number) {
        return Selection.test(x.value(), v -> v <= number);
    }

    /**
     * Where one tensor equals another.
     *
     * @param a one tensor
     * @param b the other
     * @return true where {@code a == b}, of the shape they broadcast to
     */
    public static BoolArray equal(Tensor a, Tensor b) {
        return Selection.test(a.value(), b.value(), (p, q) -> p == q);
    }

    /**
     * Where one tensor is greater than another.
     *
     * @param a one tensor
     * @param b the other
     * @return true where {@code a > b}, of the shape they broadcast to
     */
    public static BoolArray greater(Tensor a, Tensor b) {
        return Selection.test(a.value(), b.value(), (p, q) -> p > q);
    }

    /**
     * Where one tensor is greater than or equals another.
     *
     * @param a one tensor
     * @param b the other
     * @return true where {@code a >= b}, of the shape they broadcast to
     */
    public static BoolArray greaterEqual(Tensor a, Tensor b) {
        return Selection.test(a.value(), b.value(), (p, q) -> p >= q);
    }

    /**
     * Where one tensor is less than another.
     *
     * @param a one tensor
     * @param b the other
     * @return true where {@code a < b}, of the shape they broadcast to
     */
    public static BoolArray less(Tensor a, Tensor b) {
        return Selection.test(a.value(), b.value(), (p, q) -> p < q);
    }

    /**
     * Where one tensor is less than or equals another.
     *
     * @param a one tensor
     * @param b the other
     * @return true where {@code a <= b}, of the shape they broadcast to
     */
    public static BoolArray lessEqual(Tensor a, Tensor b) {
        return Selection.test(a.value(), b.value(), (p, q) -> p <= q);
    }

    /**
     * Where a tensor is neither infinite nor NaN.
     *
     * @param x the tensor
     * @return true where it is finite
     */
    public static BoolArray isFinite(Tensor x) {
        return Selection.test(x.value(), Double::isFinite);
    }

    /**
     * Where {@code |a - b| <= absolute + relative |b|}; equal infinities are close, NaN is close to nothing.
     *
     * @param a one tensor
     * @param b the other
     * @param relative how far apart they may be as a part of b
     * @param absolute how far apart they may be
     * @return true where they are close, of the shape they broadcast to
     */
    public static BoolArray close(Tensor a, Tensor b, double relative, double absolute) {
        return Selection.test(
                a.value(),
                b.value(),
                (p, q) -> p == q || Double.isFinite(q) && Math.abs(p - q) <= absolute + relative * Math.abs(q));
    }

    /** The sign of each element as a constant: -1, 0 or 1. */
    static Tensor sign(Tensor x) {
        return new Tensor(Pointwise.map(x.value(), FunctionsF32::sign, FunctionsF64::sign));
    }

    /** 1 where each element lies in the closed range, else 0, as a constant. */
    static Tensor between(Tensor x, double min, double max) {
        NDArray inside = Pointwise.map(
                x.value(),
                (v, y, from, to) -> FunctionsF32.between(v, (float) min, (float) max, y, from, to),
                (v, y, from, to) -> FunctionsF64.between(v, min, max, y, from, to));
        return new Tensor(inside);
    }

    /** 1 where a > b, 1/2 where they are equal, else 0, broadcast, as a constant. */
    static Tensor share(Tensor a, Tensor b) {
        return new Tensor(Pointwise.map(a.value(), b.value(), ArithmeticF32.SHARE, ArithmeticF64.SHARE));
    }
}
