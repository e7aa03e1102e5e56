package dev.adjoint;

import dev.adjoint.op.Gather;
import dev.adjoint.op.IndexAdd;
import dev.adjoint.op.IndexSelect;
import dev.adjoint.op.Lookup;
import dev.adjoint.op.Masks;
import dev.adjoint.op.Put;
import dev.adjoint.op.Slice;
import dev.adjoint.op.Take;
import dev.adjoint.op.Where;

/** The methods of a {@link Tensor} that pick elements out, or put them at other places. Gradients flow back. */
public sealed interface TensorSelection permits Tensor {
    private Tensor self() {
        return (Tensor) this;
    }

    private Tensor read(SliceNotation part) {
        Tensor ranges = new Slice(part.starts(), part.steps(), part.ranges()).apply(self());
        return part.result().equals(part.ranges()) ? ranges : ranges.reshape(part.result());
    }

    /**
     * A part of the tensor, in NumPy's notation: for each axis, separated by commas, {@code start:stop:step} or an
     * index.
     *
     * <pre>{@code
     * x.slice("0:5:2, 0:5:2")    // every other one of the first five rows and columns
     * x.slice("-1")              // the last row, without its axis
     * x.slice("..., 0")          // the first entry of the last axis, whatever comes before
     * x.slice("::-1")            // the rows in reverse order
     * }</pre>
     *
     * Each of the three numbers may be missing: the start is then the first entry, the stop lies beyond the last one,
     * the step is 1; with a negative step the first two are exchanged. Numbers count from the end if negative, ranges
     * are limited to the axis, an index must exist. {@code ...} stands for all axes that are not named; axes at the end
     * may be left out.
     *
     * @param ranges a range or an index for each axis
     * @return the part; axes with an index are gone
     * @throws ArgumentException if the text cannot be read, names more axes than there are, or an index does not exist
     */
    default Tensor slice(String ranges) {
        return read(SliceNotation.parse(ranges, self().shape()));
    }

    /**
     * A range along one axis.
     *
     * @param axis the axis, from the end if negative
     * @param start the first index; from the end if negative
     * @param stop the index after the last; from the end if negative; limited to the axis
     * @return the entries from {@code start} to before {@code stop}
     * @throws ArgumentException if there is no such axis
     */
    default Tensor slice(int axis, int start, int stop) {
        return slice(axis, start, stop, 1);
    }

    /**
     * Evenly spaced entries along one axis, by Python's rules for {@code start:stop:step}.
     *
     * @param axis the axis, from the end if negative
     * @param start the first index; from the end if negative
     * @param stop the index at which it ends; from the end if negative; limited to the axis
     * @param step the distance of neighbours, backwards if negative
     * @return the entries
     * @throws ArgumentException if there is no such axis, or the step is 0
     */
    default Tensor slice(int axis, int start, int stop, int step) {
        return Slice.slice(self(), axis, start, stop, step);
    }

    /**
     * The element at an index, or the part of the tensor at an index of its first axes. To read a number see
     * {@link Tensor#item(int...)}.
     *
     * @param index one index for each of the first axes; from the end if negative
     * @return a tensor without those axes
     * @throws ArgumentException if there are more indices than axes, or one does not exist
     */
    default Tensor get(int... index) {
        return read(SliceNotation.at(index, self().shape()));
    }

    /**
     * Picks entries along one axis.
     *
     * @param axis the axis, from the end if negative
     * @param index which entries, any number of times
     * @return a tensor with {@code index.size} entries along the axis
     * @throws ArgumentException if an entry or the axis does not exist
     */
    default Tensor indexSelect(int axis, IntArray index) {
        return IndexSelect.indexSelect(self(), axis, index);
    }

    /**
     * Adds the entries along an axis to zeros, each at a listed place: the adjoint of {@link #indexSelect}.
     *
     * @param axis the axis, from the end if negative
     * @param index where each entry goes; entries at one place add up
     * @param n the size of the result along the axis
     * @return a tensor with n entries along the axis
     * @throws ArgumentException if the axis or a place does not exist
     * @throws ShapeException if there is not a place for each entry
     */
    default Tensor indexAdd(int axis, IntArray index, int n) {
        Tensor x = self();
        return new IndexAdd(AdjointException.during("index_add", () -> x.shape().axis(axis)), index, n).apply(x);
    }

    /**
     * Picks one element for each entry of an index: {@code y[i, j, k] = x[i, index[i, j, k], k]} for axis 1 of three.
     *
     * @param axis the axis the index runs along, from the end if negative
     * @param index of the tensor's rank; along the axis it may have any size, along others at most the tensor's
     * @return the picked elements, of the index's shape
     * @throws ShapeException if the index has another rank or is larger than the tensor along another axis
     * @throws ArgumentException if an index does not exist
     */
    default Tensor gather(int axis, IntArray index) {
        return Gather.gather(self(), axis, index);
    }

    /**
     * The elements at listed places of the row-major order: {@code y[j] = x[places[j]]}.
     *
     * @param places flat places
     * @return the elements, in the shape of the places
     * @throws ArgumentException if a place does not exist
     */
    default Tensor take(IntArray places) {
        return new Take(places).apply(self());
    }

    /**
     * Adds the elements to zeros at listed places of the row-major order: {@code y[places[j]] += x[j]}. The adjoint of
     * {@link #take}.
     *
     * @param places flat places in the result, one for each element
     * @param shape the shape of the result
     * @return a tensor of that shape
     * @throws ArgumentException if a place does not exist
     * @throws ShapeException if there is not a place for each element
     */
    default Tensor put(IntArray places, Shape shape) {
        return new Put(places, shape).apply(self());
    }

    /**
     * The elements where a mask is true, in row-major order.
     *
     * @param mask broadcast with the tensor by NumPy's rules
     * @return a vector {@code [n]}
     * @throws ShapeException if the shapes do not broadcast
     */
    default Tensor select(BoolArray mask) {
        return Masks.select(self(), mask);
    }

    /**
     * This tensor where a mask is true, else another.
     *
     * @param mask where to keep this one's elements
     * @param other what stands elsewhere; all three broadcast by NumPy's rules
     * @return the chosen elements, of the common shape
     * @throws ShapeException if the shapes do not broadcast
     */
    default Tensor where(BoolArray mask, Tensor other) {
        return Where.where(mask, self(), other);
    }

    /**
     * This tensor where a mask is true, else a number.
     *
     * @param mask where to keep this one's elements; broadcast by NumPy's rules
     * @param other the number that stands elsewhere
     * @return the chosen elements, of the common shape
     * @throws ShapeException if the shapes do not broadcast
     */
    default Tensor where(BoolArray mask, double other) {
        return where(mask, Tensor.scalar(self().dtype(), other));
    }

    /**
     * The row of this table {@code [rows, columns]} for each entry of an index.
     *
     * @param index which rows, of any shape
     * @return {@code [..., columns]}, the index's shape with one axis more
     * @throws ShapeException if the table is not two-dimensional
     * @throws ArgumentException if a row does not exist
     */
    default Tensor embedding(IntArray index) {
        return embedding(index, -1);
    }

    /**
     * The row of this table {@code [rows, columns]} for each entry of an index, where one row gets no gradient.
     *
     * @param index which rows, of any shape
     * @param paddingIndex the row without gradient, or -1 for none
     * @return {@code [..., columns]}, the index's shape with one axis more
     * @throws ShapeException if the table is not two-dimensional
     * @throws ArgumentException if a row or the padding row does not exist
     */
    default Tensor embedding(IntArray index, int paddingIndex) {
        return Lookup.embedding(index, self(), paddingIndex);
    }
}
