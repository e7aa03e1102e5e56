package dev.adjoint;

import dev.adjoint.op.Compare;

/**
 * The methods of a {@link Tensor} that compare it. Their results are truth values and have no gradient; comparisons
 * with NaN are false. Two tensors broadcast by NumPy's rules and may differ in element type.
 */
public sealed interface TensorComparisons permits Tensor {
    private Tensor self() {
        return (Tensor) this;
    }

    /**
     * Where each element equals a number.
     *
     * @param number the number
     * @return a mask of the tensor's shape
     */
    default BoolArray equalTo(double number) {
        return Compare.equal(self(), number);
    }

    /**
     * Where each element equals that of another tensor.
     *
     * @param other the other tensor
     * @return a mask of the common shape
     */
    default BoolArray equalTo(Tensor other) {
        return Compare.equal(self(), other);
    }

    /**
     * Where each element is greater than a number.
     *
     * @param number the number
     * @return a mask of the tensor's shape
     */
    default BoolArray greater(double number) {
        return Compare.greater(self(), number);
    }

    /**
     * Where each element is greater than that of another tensor.
     *
     * @param other the other tensor
     * @return a mask of the common shape
     */
    default BoolArray greater(Tensor other) {
        return Compare.greater(self(), other);
    }

    /**
     * Where each element is greater than or equals a number.
     *
     * @param number the number
     * @return a mask of the tensor's shape
     */
    default BoolArray greaterEqual(double number) {
        return Compare.greaterEqual(self(), number);
    }

    /**
     * Where each element is greater than or equals that of another tensor.
     *
     * @param other the other tensor
     * @return a mask of the common shape
     */
    default BoolArray greaterEqual(Tensor other) {
        return Compare.greaterEqual(self(), other);
    }

    /**
     * Where each element is less than a number.
     *
     * @param number the number
     * @return a mask of the tensor's shape
     */
    default BoolArray less(double number) {
        return Compare.less(self(), number);
    }

    /**
     * Where each element is less than that of another tensor.
     *
     * @param other the other tensor
     * @return a mask of the common shape
     */
    default BoolArray less(Tensor other) {
        return Compare.less(self(), other);
    }

    /**
     * Where each element is less than or equals a number.
     *
     * @param number the number
     * @return a mask of the tensor's shape
     */
    default BoolArray lessEqual(double number) {
        return Compare.lessEqual(self(), number);
    }

    /**
     * Where each element is less than or equals that of another tensor.
     *
     * @param other the other tensor
     * @return a mask of the common shape
     */
    default BoolArray lessEqual(Tensor other) {
        return Compare.lessEqual(self(), other);
    }

    /**
     * Where each element is neither infinite nor NaN.
     *
     * @return a mask of the tensor's shape
     */
    default BoolArray isFinite() {
        return Compare.isFinite(self());
    }

    /**
     * Whether all elements are close to those of another tensor: {@link #allClose(Tensor, double, double)} with a
     * relative tolerance of 1e-5 and an absolute one of 1e-8.
     *
     * @param other the other tensor; shapes broadcast by NumPy's rules
     * @return whether they are close
     * @throws ShapeException if the shapes do not broadcast
     */
    default boolean allClose(Tensor other) {
        return allClose(other, 1e-5, 1e-8);
    }

    /**
     * Whether {@code |this - other| <= absolute + relative |other|} holds for all elements. Equal infinities are close;
     * NaN is close to nothing. Source: PyTorch's {@code torch.allclose}.
     *
     * @param other the other tensor; shapes broadcast by NumPy's rules
     * @param relative how far apart they may be as a part of the other
     * @param absolute how far apart they may be
     * @return whether they are close
     * @throws ShapeException if the shapes do not broadcast
     */
    default boolean allClose(Tensor other, double relative, double absolute) {
        return Compare.close(self(), other, relative, absolute).all();
    }
}
