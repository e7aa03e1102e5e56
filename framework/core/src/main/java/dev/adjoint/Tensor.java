package dev.adjoint;

import dev.adjoint.op.Abs;
import dev.adjoint.op.Add;
import dev.adjoint.op.Affine;
import dev.adjoint.op.Cast;
import dev.adjoint.op.Clamp;
import dev.adjoint.op.Cos;
import dev.adjoint.op.Div;
import dev.adjoint.op.Exp;
import dev.adjoint.op.Expand;
import dev.adjoint.op.IndexSelect;
import dev.adjoint.op.Log;
import dev.adjoint.op.LogSoftmax;
import dev.adjoint.op.MatMul;
import dev.adjoint.op.Maximum;
import dev.adjoint.op.Minimum;
import dev.adjoint.op.Mul;
import dev.adjoint.op.Permute;
import dev.adjoint.op.Pow;
import dev.adjoint.op.Power;
import dev.adjoint.op.Reductions;
import dev.adjoint.op.Relu;
import dev.adjoint.op.Reshape;
import dev.adjoint.op.Sigmoid;
import dev.adjoint.op.Sin;
import dev.adjoint.op.Slice;
import dev.adjoint.op.Softmax;
import dev.adjoint.op.Sqrt;
import dev.adjoint.op.Sub;
import dev.adjoint.op.SumTo;
import dev.adjoint.op.Tanh;
import java.lang.ref.WeakReference;
import java.util.Set;

/**
 * An {@link NDArray} with a place on a tape: what users compute with and what gradients are made of.
 *
 * <p>The value is immutable, except that of a {@link Parameter}. The methods here are the everyday operations; each
 * names the class that defines it. Convolutions, poolings, norms, losses and rarer operations are static methods of the
 * classes in {@code dev.adjoint.op}.
 */
public class Tensor {
    private NDArray value;
    private Place place;

    /** Where a tensor stands on a tape. A leaf may stand on several tapes, an operation's output stands on one. */
    private record Place(WeakReference<Tape> on, int index, boolean leaf, Place next) {
        /** Whether the tape is closed, or gone with the thread that left it open. */
        boolean isClosed() {
            Tape tape = on.get();
            return tape == null || tape.isClosed();
        }
    }

    /**
     * A constant.
     *
     * @param value its value, which must not change any more
     */
    public Tensor(NDArray value) {
        this.value = value;
    }

    /**
     * A float32 constant.
     *
     * @param elements in row-major order, copied
     * @param shape the sizes
     * @return the tensor
     */
    public static Tensor of(float[] elements, int... shape) {
        return new Tensor(NDArray.of(Shape.of(shape), elements));
    }

    /**
     * A float64 constant.
     *
     * @param elements in row-major order, copied
     * @param shape the sizes
     * @return the tensor
     */
    public static Tensor of(double[] elements, int... shape) {
        return new Tensor(NDArray.of(Shape.of(shape), elements));
    }

    /**
     * A constant that holds one number.
     *
     * @param dtype the element type
     * @param number the number
     * @return a tensor of shape {@code []}
     */
    public static Tensor scalar(DType dtype, double number) {
        return new Tensor(NDArray.scalar(dtype, number));
    }

    /**
     * The numbers.
     *
     * @return the value itself, not a copy
     */
    public final NDArray value() {
        return value;
    }

    /**
     * The shape of the value.
     *
     * @return the shape
     */
    public final Shape shape() {
        return value.shape();
    }

    /**
     * The size along one axis.
     *
     * @param axis from 0, or from -1 backwards
     * @return the size
     */
    public final int dim(int axis) {
        return value.shape().dim(axis);
    }

    /**
     * The number of axes.
     *
     * @return 0 for a scalar
     */
    public final int rank() {
        return value.shape().rank();
    }

    /**
     * The element type.
     *
     * @return the element type
     */
    public final DType dtype() {
        return value.dtype();
    }

    /**
     * The only element of a tensor of size 1.
     *
     * @return the number
     * @throws dev.adjoint.ShapeException if the tensor has more than one element, or none
     */
    public final double item() {
        return value.item();
    }

    /**
     * The same value as a constant: gradients stop here. A detached tensor may go to any tape and thread.
     *
     * @return a tensor that shares the value
     */
    public final Tensor detach() {
        return new Tensor(value);
    }

    final void recordedAt(WeakReference<Tape> tape, int index) {
        place = new Place(tape, index, false, null);
    }

    /** Several threads may use one leaf, each on its own tape. */
    final synchronized void leafAt(WeakReference<Tape> tape, int index) {
        Place open = null;
        for (Place p = place; p != null; p = p.next) {
            if (!p.isClosed()) {
                open = new Place(p.on, p.index, true, open);
            }
        }
        place = new Place(tape, index, true, open);
    }

    /** The entry of this tensor on a tape, or -1. */
    final int indexOn(Tape tape) {
        for (Place p = place; p != null; p = p.next) {
            if (p.on.refersTo(tape)) {
                return p.index;
            }
        }
        return -1;
    }

    final void requireUsableOn(Tape current) {
        Place p = place;
        if (p == null || p.leaf || p.on.refersTo(current) || (current == null && p.isClosed())) {
            return;
        }
        Tape other = p.on.get();
        throw new TapeException("the " + describe() + " was recorded on another tape, "
                + (p.isClosed() ? "which is closed" : "which is open on thread " + other.ownerName())
                + "; use detach() to take its value without its history");
    }

    String describe() {
        return "tensor of shape " + shape();
    }

    /** Drops the value, of which shape and element type remain, until it is restored. */
    final void forget(Set<Memory> shared) {
        if (!shared.contains(value.memory())) {
            Workspace.discard(value);
        }
        value = value.dropped();
    }

    /** Takes the value again that was dropped or given back. */
    final void restore(NDArray again) {
        value = again;
    }

    /**
     * Adds: {@code this + other}. See {@link Add}.
     *
     * @param other a tensor of the same element type; shapes broadcast by NumPy's rules
     * @return the result, of the common shape
     */
    public final Tensor add(Tensor other) {
        return new Add().apply(this, other);
    }

    /**
     * Subtracts: {@code this - other}. See {@link Sub}.
     *
     * @param other a tensor of the same element type; shapes broadcast by NumPy's rules
     * @return the result, of the common shape
     */
    public final Tensor sub(Tensor other) {
        return new Sub().apply(this, other);
    }

    /**
     * Multiplies element by element: {@code this * other}. See {@link Mul}.
     *
     * @param other a tensor of the same element type; shapes broadcast by NumPy's rules
     * @return the result, of the common shape
     */
    public final Tensor mul(Tensor other) {
        return new Mul().apply(this, other);
    }

    /**
     * Divides element by element: {@code this / other}. See {@link Div}.
     *
     * @param other a tensor of the same element type; shapes broadcast by NumPy's rules
     * @return the result, of the common shape
     */
    public final Tensor div(Tensor other) {
        return new Div().apply(this, other);
    }

    /**
     * Raises to a power: {@code this ^ exponent}. See {@link Pow}.
     *
     * @param exponent a tensor of the same element type; shapes broadcast by NumPy's rules
     * @return the result, of the common shape
     */
    public final Tensor pow(Tensor exponent) {
        return new Pow().apply(this, exponent);
    }

    /**
     * The larger of two, element by element. See {@link Maximum}.
     *
     * @param other a tensor of the same element type; shapes broadcast by NumPy's rules
     * @return the result, of the common shape
     */
    public final Tensor maximum(Tensor other) {
        return new Maximum().apply(this, other);
    }

    /**
     * The smaller of two, element by element. See {@link Minimum}.
     *
     * @param other a tensor of the same element type; shapes broadcast by NumPy's rules
     * @return the result, of the common shape
     */
    public final Tensor minimum(Tensor other) {
        return new Minimum().apply(this, other);
    }

    /**
     * Adds a number to each element.
     *
     * @param number what to add
     * @return {@code this + number}
     */
    public final Tensor add(double number) {
        return new Affine(1, number).apply(this);
    }

    /**
     * Subtracts a number from each element.
     *
     * @param number what to subtract
     * @return {@code this - number}
     */
    public final Tensor sub(double number) {
        return new Affine(1, -number).apply(this);
    }

    /**
     * Multiplies each element by a number.
     *
     * @param number the factor
     * @return {@code this * number}
     */
    public final Tensor mul(double number) {
        return new Affine(number, 0).apply(this);
    }

    /**
     * Divides each element by a number.
     *
     * @param number the divisor
     * @return {@code this / number}
     */
    public final Tensor div(double number) {
        return div(scalar(dtype(), number));
    }

    /**
     * Raises each element to a power. See {@link Power}.
     *
     * @param exponent the power
     * @return {@code this ^ exponent}
     */
    public final Tensor pow(double exponent) {
        return new Power(exponent).apply(this);
    }

    /**
     * Negates.
     *
     * @return {@code -this}
     */
    public final Tensor neg() {
        return new Affine(-1, 0).apply(this);
    }

    /**
     * Multiplies each element by itself.
     *
     * @return {@code this * this}
     */
    public final Tensor square() {
        return mul(this);
    }

    /**
     * One over each element.
     *
     * @return {@code 1 / this}
     */
    public final Tensor reciprocal() {
        return scalar(dtype(), 1).div(this);
    }

    /**
     * The exponential. See {@link Exp}.
     *
     * @return a tensor of the same shape
     */
    public final Tensor exp() {
        return new Exp().apply(this);
    }

    /**
     * The natural logarithm. See {@link Log}.
     *
     * @return a tensor of the same shape
     */
    public final Tensor log() {
        return new Log().apply(this);
    }

    /**
     * The square root. See {@link Sqrt}.
     *
     * @return a tensor of the same shape
     */
    public final Tensor sqrt() {
        return new Sqrt().apply(this);
    }

    /**
     * The absolute value. See {@link Abs}.
     *
     * @return a tensor of the same shape
     */
    public final Tensor abs() {
        return new Abs().apply(this);
    }

    /**
     * The larger of each element and 0. See {@link Relu}.
     *
     * @return a tensor of the same shape
     */
    public final Tensor relu() {
        return new Relu().apply(this);
    }

    /**
     * The logistic function {@code 1 / (1 + exp(-x))}. See {@link Sigmoid}.
     *
     * @return a tensor of the same shape
     */
    public final Tensor sigmoid() {
        return new Sigmoid().apply(this);
    }

    /**
     * The hyperbolic tangent. See {@link Tanh}.
     *
     * @return a tensor of the same shape
     */
    public final Tensor tanh() {
        return new Tanh().apply(this);
    }

    /**
     * The sine. See {@link Sin}.
     *
     * @return a tensor of the same shape
     */
    public final Tensor sin() {
        return new Sin().apply(this);
    }

    /**
     * The cosine. See {@link Cos}.
     *
     * @return a tensor of the same shape
     */
    public final Tensor cos() {
        return new Cos().apply(this);
    }

    /**
     * Limits each element to a range. See {@link Clamp}.
     *
     * @param min the lower limit, may be negative infinity
     * @param max the upper limit, may be infinity
     * @return a tensor of the same shape
     */
    public final Tensor clamp(double min, double max) {
        return new Clamp(min, max).apply(this);
    }

    /**
     * The softmax along an axis. See {@link Softmax}.
     *
     * @param axis the axis of the classes
     * @return positive numbers that sum to 1 along the axis
     */
    public final Tensor softmax(int axis) {
        int at = AdjointException.during("softmax", () -> shape().atLeast1d().axis(axis));
        return rank() == 0 ? reshape(1).softmax(0).reshape() : new Softmax(at).apply(this);
    }

    /**
     * The logarithm of the softmax along an axis. See {@link LogSoftmax}.
     *
     * @param axis the axis of the classes
     * @return a tensor of the same shape
     */
    public final Tensor logSoftmax(int axis) {
        int at =
                AdjointException.during("log_softmax", () -> shape().atLeast1d().axis(axis));
        return rank() == 0 ? reshape(1).logSoftmax(0).reshape() : new LogSoftmax(at).apply(this);
    }

    /**
     * The matrix product over the last two axes, by NumPy's rules. See {@link MatMul}.
     *
     * @param other {@code [..., k, n]}, or {@code [k]}
     * @return the product
     */
    public final Tensor matmul(Tensor other) {
        return MatMul.matmul(this, other);
    }

    /**
     * The sum over some axes. See {@link Reductions}.
     *
     * @param axes the axes to sum over; none stands for all
     * @return a tensor without those axes
     */
    public final Tensor sum(int... axes) {
        return Reductions.sum(this, false, axes);
    }

    /**
     * The mean over some axes. See {@link Reductions}.
     *
     * @param axes the axes to average over; none stands for all
     * @return a tensor without those axes
     */
    public final Tensor mean(int... axes) {
        return Reductions.mean(this, false, axes);
    }

    /**
     * The largest element over some axes. See {@link Reductions}.
     *
     * @param axes the axes; none stands for all
     * @return a tensor without those axes
     */
    public final Tensor max(int... axes) {
        return Reductions.max(this, false, axes);
    }

    /**
     * The smallest element over some axes. See {@link Reductions}.
     *
     * @param axes the axes; none stands for all
     * @return a tensor without those axes
     */
    public final Tensor min(int... axes) {
        return Reductions.min(this, false, axes);
    }

    /**
     * The unbiased variance over some axes. See {@link Reductions}.
     *
     * @param axes the axes; none stands for all
     * @return a tensor without those axes
     */
    public final Tensor var(int... axes) {
        return Reductions.var(this, 1, false, axes);
    }

    /**
     * The same elements under another shape. See {@link Reshape}.
     *
     * @param dims the new sizes; one of them may be -1 and follows from the others
     * @return a tensor of that shape
     */
    public final Tensor reshape(int... dims) {
        return Reshape.reshape(this, dims);
    }

    /**
     * The same elements under another shape. See {@link Reshape}.
     *
     * @param shape a shape of the same size
     * @return a tensor of that shape
     */
    public final Tensor reshape(Shape shape) {
        return new Reshape(shape).apply(this);
    }

    /**
     * Reorders the axes. See {@link Permute}.
     *
     * @param axes every axis once
     * @return a tensor whose axis {@code i} is this one's axis {@code axes[i]}
     */
    public final Tensor permute(int... axes) {
        return Permute.permute(this, axes);
    }

    /**
     * Exchanges two axes. See {@link Permute}.
     *
     * @param first one axis
     * @param second the other
     * @return the transposed tensor
     */
    public final Tensor transpose(int first, int second) {
        return Permute.transpose(this, first, second);
    }

    /**
     * Joins all axes from one on into a single axis. See {@link Reshape}.
     *
     * @param start the first axis to join
     * @return a tensor of rank {@code start + 1}
     */
    public final Tensor flatten(int start) {
        return Reshape.flatten(this, start, -1);
    }

    /**
     * Removes an axis of size 1. See {@link Reshape}.
     *
     * @param axis the axis
     * @return a tensor of one axis less
     */
    public final Tensor squeeze(int axis) {
        return Reshape.squeeze(this, axis);
    }

    /**
     * Inserts an axis of size 1. See {@link Reshape}.
     *
     * @param axis where the new axis stands in the result; -1 is the end
     * @return a tensor of one axis more
     */
    public final Tensor unsqueeze(int axis) {
        return Reshape.unsqueeze(this, axis);
    }

    /**
     * Repeats along axes of size 1. See {@link Expand}.
     *
     * @param shape a shape this one broadcasts to
     * @return a tensor of that shape
     */
    public final Tensor expand(Shape shape) {
        return new Expand(shape).apply(this);
    }

    /**
     * Sums over the axes that broadcasting repeated: the adjoint of {@link #expand}. See {@link SumTo}.
     *
     * @param shape a shape that broadcasts to this one
     * @return a tensor of that shape
     */
    public final Tensor sumTo(Shape shape) {
        return new SumTo(shape).apply(this);
    }

    /**
     * A range along one axis. See {@link Slice}.
     *
     * @param axis the axis
     * @param start the first index; from the end if negative
     * @param stop the index after the last; from the end if negative
     * @return the elements from {@code start} to before {@code stop}
     */
    public final Tensor slice(int axis, int start, int stop) {
        return Slice.slice(this, axis, start, stop);
    }

    /**
     * Picks entries along one axis. See {@link IndexSelect}.
     *
     * @param axis the axis
     * @param index which entries, any number of times
     * @return a tensor with {@code index.size} entries along the axis
     */
    public final Tensor indexSelect(int axis, IntArray index) {
        return IndexSelect.indexSelect(this, axis, index);
    }

    /**
     * Converts to another element type; gradients are converted back. See {@link Cast}.
     *
     * @param dtype the wanted type
     * @return a tensor of that element type
     */
    public final Tensor to(DType dtype) {
        return new Cast(dtype).apply(this);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
