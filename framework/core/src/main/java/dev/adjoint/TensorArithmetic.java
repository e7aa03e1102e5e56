package dev.adjoint;

import dev.adjoint.op.Add;
import dev.adjoint.op.Affine;
import dev.adjoint.op.Div;
import dev.adjoint.op.FullyConnected;
import dev.adjoint.op.MatMul;
import dev.adjoint.op.Maximum;
import dev.adjoint.op.Minimum;
import dev.adjoint.op.Mul;
import dev.adjoint.op.Pow;
import dev.adjoint.op.Power;
import dev.adjoint.op.Sub;

/** The methods of a {@link Tensor} that calculate with another tensor or with a number. */
public sealed interface TensorArithmetic permits Tensor {
    private Tensor self() {
        return (Tensor) this;
    }

    /**
     * Adds: {@code this + other}.
     *
     * @param other a tensor of the same element type; shapes broadcast by NumPy's rules
     * @return the result, of the common shape
     */
    default Tensor add(Tensor other) {
        return new Add().apply(self(), other);
    }

    /**
     * Subtracts: {@code this - other}.
     *
     * @param other a tensor of the same element type; shapes broadcast by NumPy's rules
     * @return the result, of the common shape
     */
    default Tensor sub(Tensor other) {
        return new Sub().apply(self(), other);
    }

    /**
     * Multiplies element by element: {@code this * other}.
     *
     * @param other a tensor of the same element type; shapes broadcast by NumPy's rules
     * @return the result, of the common shape
     */
    default Tensor mul(Tensor other) {
        return new Mul().apply(self(), other);
    }

    /**
     * Divides element by element: {@code this / other}.
     *
     * @param other a tensor of the same element type; shapes broadcast by NumPy's rules
     * @return the result, of the common shape
     */
    default Tensor div(Tensor other) {
        return new Div().apply(self(), other);
    }

    /**
     * Raises to a power: {@code this ^ exponent}.
     *
     * @param exponent a tensor of the same element type; shapes broadcast by NumPy's rules
     * @return the result, of the common shape
     */
    default Tensor pow(Tensor exponent) {
        return new Pow().apply(self(), exponent);
    }

    /**
     * The larger of two, element by element. Where both are equal each gets half of the gradient.
     *
     * @param other a tensor of the same element type; shapes broadcast by NumPy's rules
     * @return the result, of the common shape
     */
    default Tensor maximum(Tensor other) {
        return new Maximum().apply(self(), other);
    }

    /**
     * The smaller of two, element by element. Where both are equal each gets half of the gradient.
     *
     * @param other a tensor of the same element type; shapes broadcast by NumPy's rules
     * @return the result, of the common shape
     */
    default Tensor minimum(Tensor other) {
        return new Minimum().apply(self(), other);
    }

    /**
     * Adds a number to each element.
     *
     * @param number what to add
     * @return {@code this + number}
     */
    default Tensor add(double number) {
        return new Affine(1, number).apply(self());
    }

    /**
     * Subtracts a number from each element.
     *
     * @param number what to subtract
     * @return {@code this - number}
     */
    default Tensor sub(double number) {
        return new Affine(1, -number).apply(self());
    }

    /**
     * Multiplies each element by a number.
     *
     * @param number the factor
     * @return {@code this * number}
     */
    default Tensor mul(double number) {
        return new Affine(number, 0).apply(self());
    }

    /**
     * Divides each element by a number.
     *
     * @param number the divisor
     * @return {@code this / number}
     */
    default Tensor div(double number) {
        return div(Tensor.scalar(self().dtype(), number));
    }

    /**
     * Raises each element to a power.
     *
     * @param exponent the power
     * @return {@code this ^ exponent}
     */
    default Tensor pow(double exponent) {
        return new Power(exponent).apply(self());
    }

    /**
     * Negates.
     *
     * @return {@code -this}
     */
    default Tensor neg() {
        return new Affine(-1, 0).apply(self());
    }

    /**
     * Multiplies each element by itself.
     *
     * @return {@code this * this}
     */
    default Tensor square() {
        return mul(self());
    }

    /**
     * One over each element.
     *
     * @return {@code 1 / this}
     */
    default Tensor reciprocal() {
        return Tensor.scalar(self().dtype(), 1).div(self());
    }

    /**
     * The matrix product over the last two axes {@code [..., m, k] [..., k, n] -> [..., m, n]}, by NumPy's rules:
     * leading axes broadcast, and a vector {@code [k]} counts as a row on the left and as a column on the right.
     *
     * @param other {@code [..., k, n]}, or {@code [k]}
     * @return the product
     * @throws ShapeException if the inner sizes differ, the leading axes do not broadcast, or either is a scalar
     */
    default Tensor matmul(Tensor other) {
        return MatMul.matmul(self(), other);
    }

    /**
     * An affine map of the last axis: {@code y = x weight' + bias}.
     *
     * @param weight {@code [out, in]}
     * @param bias {@code [out]}, or null for 0
     * @return {@code [..., out]} of {@code [..., in]}
     * @throws ShapeException if the sizes do not fit
     */
    default Tensor linear(Tensor weight, Tensor bias) {
        return FullyConnected.linear(self(), weight, bias);
    }
}
