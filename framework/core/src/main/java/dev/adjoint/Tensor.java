package dev.adjoint;

import dev.adjoint.op.Cast;
import dev.adjoint.op.Concat;
import dev.adjoint.op.Einsum;
import dev.adjoint.op.Where;
import java.awt.image.BufferedImage;
import java.lang.ref.WeakReference;
import java.util.Set;

/**
 * Numbers in a shape, with a place on a tape: what users compute with and what gradients are made of.
 *
 * <pre>{@code
 * var x = Tensor.of(new double[][] {{0, 1, 2}, {3, 4, 5}, {6, 7, 8}});
 * var k = Tensor.of(new double[][] {{0, 1}, {2, 3}});
 * System.out.println(x.unbatched().conv(k));
 * }</pre>
 *
 * <p>The value is immutable, except that of a {@link Parameter}. Every operation is a method of the tensor it works on;
 * the interfaces that this class implements list them by family. Those of several tensors, such as {@link #concat}, are
 * static, as are those that make constants, {@link TensorFactories}.
 */
public sealed class Tensor extends TensorFactories
        implements TensorArithmetic,
                TensorFunctions,
                TensorReductions,
                TensorShapes,
                TensorSelection,
                TensorComparisons,
                TensorConvolutions,
                TensorPooling,
                TensorNorms
        permits Parameter {
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
     * Tensors one after the other along an axis that they have.
     *
     * @param axis the axis, from the end if negative
     * @param tensors at least one; their shapes may differ along the axis alone
     * @return the joined tensor
     * @throws ArgumentException if there are no tensors or the axis does not exist
     * @throws ShapeException if the shapes differ along another axis
     * @throws DTypeException if the element types differ
     */
    public static Tensor concat(int axis, Tensor... tensors) {
        return Concat.concat(axis, tensors);
    }

    /**
     * Tensors one after the other along a new first axis.
     *
     * @param tensors at least one, all of one shape
     * @return a tensor {@code [tensors.length, sizes...]}
     * @throws ArgumentException if there are no tensors
     * @throws ShapeException if the shapes differ
     * @throws DTypeException if the element types differ
     */
    public static Tensor stack(Tensor... tensors) {
        return stack(0, tensors);
    }

    /**
     * Tensors one after the other along a new axis.
     *
     * @param axis where the new axis stands in the result, from the end if negative
     * @param tensors at least one, all of one shape
     * @return a tensor of one axis more, of size {@code tensors.length}
     * @throws ArgumentException if there are no tensors or the axis does not exist
     * @throws ShapeException if the shapes differ
     * @throws DTypeException if the element types differ
     */
    public static Tensor stack(int axis, Tensor... tensors) {
        return Concat.stack(axis, tensors);
    }

    /**
     * Einstein's summation: an equation such as {@code "bij,bjk->bik"} names the axes of each tensor by letters, those
     * that the result does not have are summed over. A letter twice in one tensor takes its diagonal; an ellipsis
     * stands for axes without a letter; without an arrow the result has the letters that occur once, in alphabetical
     * order.
     *
     * @param equation the letters of each tensor, separated by commas, and after an arrow those of the result
     * @param tensors as many as the equation names
     * @return the result, its axes in the order of its letters
     * @throws ArgumentException if the equation cannot be read or does not fit the tensors' ranks
     * @throws ShapeException if axes of one letter differ in size
     */
    public static Tensor einsum(String equation, Tensor... tensors) {
        return Einsum.einsum(equation, tensors);
    }

    /**
     * The first tensor where a mask is true, else the second.
     *
     * @param mask where to take the first; all three broadcast by NumPy's rules
     * @param first what stands where the mask is true
     * @param second what stands elsewhere
     * @return the chosen elements, of the common shape
     * @throws ShapeException if the shapes do not broadcast
     */
    public static Tensor where(BoolArray mask, Tensor first, Tensor second) {
        return Where.where(mask, first, second);
    }

    /**
     * The numbers, as operations and files see them.
     *
     * @return the value itself, not a copy
     */
    public final NDArray value() {
        return value;
    }

    /**
     * The shape.
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
     * The only element.
     *
     * @return the number
     * @throws ShapeException if the tensor has more than one element, or none
     */
    public final double item() {
        return value.item();
    }

    /**
     * The element at an index.
     *
     * @param index one index an axis, from 0
     * @return the number
     * @throws ArgumentException if an index is missing or out of range
     */
    public final double item(int... index) {
        return value.get(index);
    }

    /**
     * All elements.
     *
     * @return a copy in row-major order
     */
    public final double[] toDoubleArray() {
        return value.toDoubleArray();
    }

    /**
     * All elements, rounded to nearest where they were doubles.
     *
     * @return a copy in row-major order
     */
    public final float[] toFloatArray() {
        return value.toFloatArray();
    }

    /**
     * The rows of a matrix. A part of a tensor of more axes is {@code x.get(0).toDoubleMatrix()}.
     *
     * @return a copy
     * @throws ShapeException if there are not two axes
     */
    public final double[][] toDoubleMatrix() {
        return NestedArrays.matrix(value);
    }

    /**
     * An image of the numbers from 0 to 1; what lies outside is limited to them, NaN is 0.
     *
     * @return a grey image of {@code [height, width]} or {@code [1, height, width]}, a coloured one of {@code [3,
     *     height, width]}
     * @throws ShapeException if the tensor has another shape, or no cells
     */
    public final BufferedImage toImage() {
        return Images.write(value);
    }

    /**
     * The same value as a constant: gradients stop here. A detached tensor may go to any tape and thread.
     *
     * @return a tensor that shares the value
     */
    public final Tensor detach() {
        return new Tensor(value);
    }

    /**
     * The numbers in another element type; gradients are converted back.
     *
     * @param dtype the wanted type
     * @return a tensor of that element type
     */
    public final Tensor to(DType dtype) {
        return new Cast(dtype).apply(this);
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

    /** Element type, shape and numbers in aligned columns with four significant digits; long axes are shortened. */
    @Override
    public String toString() {
        return value.toString();
    }
}
