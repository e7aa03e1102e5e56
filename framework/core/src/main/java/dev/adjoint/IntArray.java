package dev.adjoint;

import java.util.Arrays;

/**
 * A dense row-major array of integers, immutable: class labels, positions, indices. A type of its own, so that nothing
 * that cannot be differentiated can be asked for its gradient.
 */
public final class IntArray {
    private final Shape shape;
    private final int[] data;

    private IntArray(Shape shape, int[] data) {
        if (data.length != shape.size()) {
            throw new ShapeException(
                    "int array of shape " + shape + ": expected " + shape.size() + " elements, got " + data.length);
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
    public static IntArray of(int... elements) {
        return new IntArray(Shape.of(elements.length), elements.clone());
    }

    /**
     * An array of any shape.
     *
     * @param shape the shape
     * @param elements in row-major order, copied
     * @return the array
     * @throws ShapeException if the number of elements is not the shape's size
     */
    public static IntArray of(Shape shape, int... elements) {
        return new IntArray(shape, elements.clone());
    }

    /**
     * An array around elements that the caller gives away and no longer writes.
     *
     * @param shape the shape
     * @param elements in row-major order, not copied
     * @return the array
     */
    public static IntArray wrap(Shape shape, int[] elements) {
        return new IntArray(shape, elements);
    }

    /**
     * The integers {@code 0 .. n-1}.
     *
     * @param n how many
     * @return an array of shape {@code [n]}
     */
    public static IntArray range(int n) {
        int[] elements = new int[n];
        Arrays.setAll(elements, i -> i);
        return new IntArray(Shape.of(n), elements);
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
    public int at(int flat) {
        return data[flat];
    }

    /**
     * The backing array itself, not a copy. It must not be written.
     *
     * @return the elements in row-major order
     */
    public int[] ints() {
        return data;
    }

    /**
     * The same elements under another shape.
     *
     * @param newShape a shape of the same size
     * @return a view
     */
    public IntArray reshape(Shape newShape) {
        return new IntArray(newShape, data);
    }

    /**
     * Checks that each element is an index into something of {@code n} entries.
     *
     * @param what names the elements in the error
     * @param n the number of entries
     * @throws ArgumentException naming the first element outside {@code 0 .. n-1}
     */
    public void requireBelow(String what, int n) {
        for (int i = 0; i < data.length; i++) {
            if (data[i] < 0 || data[i] >= n) {
                throw new ArgumentException(
                        what + ": expected 0 to " + (n - 1) + ", got " + data[i] + " at position " + i);
            }
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IntArray array && shape.equals(array.shape) && Arrays.equals(data, array.data);
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
