package dev.adjoint;

import dev.adjoint.op.ArgMax;
import dev.adjoint.op.Order;
import dev.adjoint.op.Reductions;
import dev.adjoint.op.VectorNorm;

/**
 * The methods of a {@link Tensor} that make one number of many, or put them into an order. Axes count from the end if
 * negative; none stands for all. {@link Axes} can keep reduced axes with size 1.
 */
public sealed interface TensorReductions permits Tensor {
    private Tensor self() {
        return (Tensor) this;
    }

    /**
     * The sum over some axes.
     *
     * @param axes the axes to sum over; none stands for all
     * @return a tensor without those axes
     */
    default Tensor sum(int... axes) {
        return sum(Axes.of(axes));
    }

    /**
     * The sum over some axes.
     *
     * @param axes the axes to sum over
     * @return the sums
     */
    default Tensor sum(Axes axes) {
        return Reductions.sum(self(), axes.kept(), axes.toArray());
    }

    /**
     * The mean over some axes, {@code sum / n}; NaN where there is nothing to average.
     *
     * @param axes the axes to average over; none stands for all
     * @return a tensor without those axes
     */
    default Tensor mean(int... axes) {
        return mean(Axes.of(axes));
    }

    /**
     * The mean over some axes, {@code sum / n}; NaN where there is nothing to average.
     *
     * @param axes the axes to average over
     * @return the means
     */
    default Tensor mean(Axes axes) {
        return Reductions.mean(self(), axes.kept(), axes.toArray());
    }

    /**
     * The unbiased variance over some axes, {@code sum (x - mean)^2 / (n - 1)}.
     *
     * @param axes the axes; none stands for all
     * @return a tensor without those axes
     */
    default Tensor var(int... axes) {
        return var(1, Axes.of(axes));
    }

    /**
     * The variance over some axes, {@code sum (x - mean)^2 / (n - correction)}.
     *
     * @param correction what is subtracted from the number of elements: 1 for the unbiased variance, 0 for the biased
     * @param axes the axes
     * @return the variances
     */
    default Tensor var(double correction, Axes axes) {
        return Reductions.var(self(), correction, axes.kept(), axes.toArray());
    }

    /**
     * The standard deviation over some axes, the square root of {@link #var(int...)}. Where it is 0 its gradient is 0.
     *
     * @param axes the axes; none stands for all
     * @return a tensor without those axes
     */
    default Tensor std(int... axes) {
        return std(1, Axes.of(axes));
    }

    /**
     * The standard deviation over some axes, the square root of {@link #var(double, Axes)}. Where it is 0 its gradient
     * is 0.
     *
     * @param correction what is subtracted from the number of elements: 1 for the unbiased variance, 0 for the biased
     * @param axes the axes
     * @return the standard deviations
     */
    default Tensor std(double correction, Axes axes) {
        return Reductions.std(self(), correction, axes.kept(), axes.toArray());
    }

    /**
     * The largest element over some axes; NaN if one is.
     *
     * @param axes the axes; none stands for all
     * @return a tensor without those axes
     * @throws ShapeException if there is nothing to choose from
     */
    default Tensor max(int... axes) {
        return max(Axes.of(axes));
    }

    /**
     * The largest element over some axes; NaN if one is.
     *
     * @param axes the axes
     * @return the largest elements
     * @throws ShapeException if there is nothing to choose from
     */
    default Tensor max(Axes axes) {
        return Reductions.max(self(), axes.kept(), axes.toArray());
    }

    /**
     * The smallest element over some axes; NaN if one is.
     *
     * @param axes the axes; none stands for all
     * @return a tensor without those axes
     * @throws ShapeException if there is nothing to choose from
     */
    default Tensor min(int... axes) {
        return min(Axes.of(axes));
    }

    /**
     * The smallest element over some axes; NaN if one is.
     *
     * @param axes the axes
     * @return the smallest elements
     * @throws ShapeException if there is nothing to choose from
     */
    default Tensor min(Axes axes) {
        return Reductions.min(self(), axes.kept(), axes.toArray());
    }

    /**
     * The product over some axes; 1 where there is nothing to multiply.
     *
     * @param axes the axes; none stands for all
     * @return a tensor without those axes
     */
    default Tensor prod(int... axes) {
        return prod(Axes.of(axes));
    }

    /**
     * The product over some axes; 1 where there is nothing to multiply.
     *
     * @param axes the axes
     * @return the products
     */
    default Tensor prod(Axes axes) {
        return Reductions.prod(self(), axes.kept(), axes.toArray());
    }

    /**
     * The logarithm of the sum of exponentials over some axes, {@code log sum e^x}, without overflow.
     *
     * @param axes the axes; none stands for all
     * @return a tensor without those axes
     */
    default Tensor logsumexp(int... axes) {
        return logsumexp(Axes.of(axes));
    }

    /**
     * The logarithm of the sum of exponentials over some axes, {@code log sum e^x}, without overflow.
     *
     * @param axes the axes
     * @return the logarithms
     */
    default Tensor logsumexp(Axes axes) {
        return Reductions.logsumexp(self(), axes.kept(), axes.toArray());
    }

    /**
     * The Euclidean norm over some axes, {@code sqrt(sum x^2)}. Where it is 0 its gradient is 0.
     *
     * @param axes the axes; none stands for all
     * @return a tensor without those axes
     */
    default Tensor norm(int... axes) {
        return norm(2, Axes.of(axes));
    }

    /**
     * The norm of an order over some axes: {@code (sum |x|^order)^(1/order)}, for infinity the largest {@code |x|}, for
     * negative infinity the smallest, for 0 the number of elements that are not 0. Where it is 0 its gradient is 0.
     * Source: PyTorch's {@code torch.linalg.vector_norm}.
     *
     * @param order any number but NaN
     * @param axes the axes
     * @return the norms
     * @throws ArgumentException if the order is NaN
     */
    default Tensor norm(double order, Axes axes) {
        return VectorNorm.norm(self(), order, axes.kept(), axes.toArray());
    }

    /**
     * Where the largest elements along an axis stand; of equals the first. NaN counts as the largest.
     *
     * @param axis the axis to search along, from the end if negative
     * @return positions along the axis, in the shape without it
     * @throws ShapeException if the axis is empty
     */
    default IntArray argmax(int axis) {
        return ArgMax.argmax(self(), axis);
    }

    /**
     * Where the smallest elements along an axis stand; of equals the first. NaN counts as the smallest.
     *
     * @param axis the axis to search along, from the end if negative
     * @return positions along the axis, in the shape without it
     * @throws ShapeException if the axis is empty
     */
    default IntArray argmin(int axis) {
        return ArgMax.argmin(self(), axis);
    }

    /**
     * The k largest elements along the last axis, in descending order: {@link #topk(int, int)}.
     *
     * @param k how many
     * @return the elements and their places {@code [..., k]}
     * @throws ArgumentException if the axis has fewer elements
     */
    default Sorted topk(int k) {
        return topk(k, -1);
    }

    /**
     * The k largest elements along an axis, in descending order. NaN counts as the largest; of equals the first comes
     * first. Gradients flow to the elements that were chosen.
     *
     * @param k how many
     * @param axis the axis, from the end if negative
     * @return the elements and their places, with size k along the axis
     * @throws ArgumentException if the axis has fewer elements, or does not exist
     */
    default Sorted topk(int k, int axis) {
        return Order.topk(self(), k, axis);
    }

    /**
     * The elements in ascending order along the last axis: {@link #sort(int)}.
     *
     * @return the elements and where they stood, both of the tensor's shape
     */
    default Sorted sort() {
        return sort(-1);
    }

    /**
     * The elements in ascending order along an axis. NaN comes last; equals stay in their order. For descending order
     * see {@link #topk(int, int)}.
     *
     * @param axis the axis, from the end if negative
     * @return the elements and where they stood, both of the tensor's shape
     * @throws ArgumentException if there is no such axis
     */
    default Sorted sort(int axis) {
        return Order.sort(self(), axis);
    }

    /**
     * The running sums along an axis: {@code y[i] = x[0] + ... + x[i]}.
     *
     * @param axis the axis, from the end if negative
     * @return a tensor of the same shape
     * @throws ArgumentException if there is no such axis
     */
    default Tensor cumsum(int axis) {
        return Order.cumsum(self(), axis);
    }
}
