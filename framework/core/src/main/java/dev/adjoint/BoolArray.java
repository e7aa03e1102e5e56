package dev.adjoint;

import java.util.Arrays;

/** A dense row-major array of truth values, immutable: the outcome of comparisons, and the condition of a choice. */
public final class BoolArray {
    private final Shape shape;
    private final boolean[] data;

    private BoolArray(Shape shape, boolean[] data) {
        if (data.length != shape.size()) {
            throw new ShapeException(
                    "bool array of shape " + shape + ": expected " + shape.size() + " elements, got " + data.length);
        }
        this.shape = shape;
        this.data = data;
    }

    /**
     * A one-dimensional array.
     *
     * @param elements copied
     * @return the array of shape {@code [elements.length]}
     */
    public static BoolArray of(boolean... elements) {
        return new BoolArray(Shape.of(elements.length), elements.clone());
    }

    /**
     * An array of any shape.
     *
     * @param shape the shape
     * @param elements in row-major order, copied
     * @return the array
     * @throws ShapeException if the number of elements is not the shape's size
     */
    public static BoolArray of(Shape shape, boolean... elements) {
        return new BoolArray(shape, elements.clone());
    }

    /**
     * An array around elements that the caller gives away and no longer writes.
     *
     * @param shape the shape
     * @param elements in row-major order, not copied
     * @return the array
     */
    public static BoolArray wrap(Shape shape, boolean[] elements) {
        return new BoolArray(shape, elements);
    }

    /**
     * The shape.
     *
     * @return the shape
     */
    public Shape shape() {
        return shape;
    }

    /**
     * One element by its place in row-major order.
     *
     * @param flat from 0 to size - 1
     * @return the element
     */
    public boolean at(int flat) {
        return data[flat];
    }

    /**
     * The backing array itself, not a copy. It must not be written.
     *
     * @return the elements in row-major order
     */
    public boolean[] booleans() {
        return data;
    }

    /**
     * Where both are true.
     *
     * @param other another mask; shapes broadcast by NumPy's rules
     * @return a mask of the common shape
     * @throws ShapeException if the shapes do not broadcast
     */
    public BoolArray and(BoolArray other) {
        return with(other, (a, b) -> a && b);
    }

    /**
     * Where at least one is true.
     *
     * @param other another mask; shapes broadcast by NumPy's rules
     * @return a mask of the common shape
     * @throws ShapeException if the shapes do not broadcast
     */
    public BoolArray or(BoolArray other) {
        return with(other, (a, b) -> a || b);
    }

    /**
     * Where just one is true.
     *
     * @param other another mask; shapes broadcast by NumPy's rules
     * @return a mask of the common shape
     * @throws ShapeException if the shapes do not broadcast
     */
    public BoolArray xor(BoolArray other) {
        return with(other, (a, b) -> a != b);
    }

    /**
     * Where this one is false.
     *
     * @return a mask of the same shape
     */
    public BoolArray not() {
        boolean[] result = new boolean[data.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = !data[i];
        }
        return new BoolArray(shape, result);
    }

    /**
     * How many are true.
     *
     * @return from 0 to the shape's size
     */
    public int count() {
        int count = 0;
        for (boolean value : data) {
            count += value ? 1 : 0;
        }
        return count;
    }

    /**
     * Whether any is true.
     *
     * @return false if there is none
     */
    public boolean any() {
        return count() > 0;
    }

    /**
     * Whether all are true.
     *
     * @return true if there is none
     */
    public boolean all() {
        return count() == data.length;
    }

    private interface Connective {
        boolean apply(boolean a, boolean b);
    }

    private BoolArray with(BoolArray other, Connective connective) {
        Shape common = shape.broadcast(other.shape);
        boolean[] left = expand(common).data;
        boolean[] right = other.expand(common).data;
        boolean[] result = new boolean[left.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = connective.apply(left[i], right[i]);
        }
        return new BoolArray(common, result);
    }

    /**
     * The same truth values, repeated along axes by NumPy's broadcasting rules.
     *
     * @param target a shape this one broadcasts to
     * @return an array of shape {@code target}; this one if it has it already
     * @throws ShapeException if this shape does not broadcast to the target
     */
    public BoolArray expand(Shape target) {
        if (shape.equals(target)) {
            return this;
        }
        int[] strides = shape.stridesIn(target);
        boolean[] result = new boolean[target.size()];
        int[] index = new int[target.rank()];
        for (int i = 0, from = 0; i < result.length; i++) {
            result[i] = data[from];
            for (int axis = index.length - 1; axis >= 0; axis--) {
                from += strides[axis];
                if (++index[axis] < target.dim(axis)) {
                    break;
                }
                from -= strides[axis] * index[axis];
                index[axis] = 0;
            }
        }
        return new BoolArray(target, result);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BoolArray array && shape.equals(array.shape) && Arrays.equals(data, array.data);
    }

    @Override
    public int hashCode() {
        return 31 * shape.hashCode() + Arrays.hashCode(data);
    }

    /** The shape and the elements in aligned columns; long axes are shortened. */
    @Override
    public String toString() {
        return ArrayText.of(this);
    }
}
