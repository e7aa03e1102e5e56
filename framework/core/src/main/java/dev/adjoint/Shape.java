package dev.adjoint;

import java.util.Arrays;

/**
 * The sizes of an array along each of its axes, immutable. The scalar shape {@code []} has no axes and one element.
 * Elements lie in row-major order: the last axis varies fastest. Axes may be named from the end: -1 is the last one.
 */
public final class Shape {
    /** The shape of a single number. */
    public static final Shape SCALAR = new Shape(new int[0]);

    /** The most elements an array can have, the limit of Java's own arrays. */
    private static final int MAX_SIZE = Integer.MAX_VALUE - 8;

    private final int[] dims;
    private final int size;

    private Shape(int[] dims) {
        long product = 1;
        boolean empty = false;
        for (int dim : dims) {
            if (dim < 0) {
                throw new ShapeException("shape " + Arrays.toString(dims) + ": sizes must not be negative");
            }
            empty |= dim == 0;
            product = Math.min(product * Math.max(dim, 1), 1L << 32);
        }
        if (!empty && product > MAX_SIZE) {
            throw new ShapeException("shape " + Arrays.toString(dims) + ": expected at most " + MAX_SIZE
                    + " elements, the limit of a Java array");
        }
        this.dims = dims;
        this.size = empty ? 0 : (int) product;
    }

    /**
     * A shape of the given sizes.
     *
     * @param dims the size along each axis, none for a scalar
     * @return the shape
     * @throws ShapeException if a size is negative or the product exceeds what a Java array holds
     */
    public static Shape of(int... dims) {
        return dims.length == 0 ? SCALAR : new Shape(dims.clone());
    }

    /**
     * The number of axes.
     *
     * @return 0 for a scalar
     */
    public int rank() {
        return dims.length;
    }

    /**
     * The number of elements, the product of all sizes.
     *
     * @return 1 for a scalar
     */
    public int size() {
        return size;
    }

    /**
     * The size along one axis.
     *
     * @param axis from 0, or from -1 backwards
     * @return the size
     * @throws ArgumentException if there is no such axis
     */
    public int dim(int axis) {
        return dims[axis(axis)];
    }

    /**
     * All sizes.
     *
     * @return a copy
     */
    public int[] dims() {
        return dims.clone();
    }

    /**
     * Turns an axis that may count from the end into one that counts from the start.
     *
     * @param axis from {@code -rank} to {@code rank - 1}
     * @return from 0 to {@code rank - 1}
     * @throws ArgumentException if there is no such axis
     */
    public int axis(int axis) {
        int result = axis < 0 ? axis + dims.length : axis;
        if (result < 0 || result >= dims.length) {
            throw new ArgumentException(
                    "axis " + axis + " does not exist in shape " + this + " of rank " + dims.length);
        }
        return result;
    }

    /**
     * This shape, or that of one element along one axis for a scalar. Functions along an axis take a scalar for such a
     * line, as PyTorch's do: axis 0 or -1 of it exists, but is not there in the result.
     *
     * @return a shape of at least one axis
     */
    public Shape atLeast1d() {
        return dims.length == 0 ? of(1) : this;
    }

    /**
     * Normalises a list of axes: from the start, ascending, each at most once.
     *
     * @param axes axes in any order; none stands for all; a scalar has none, but may be asked for 0 or -1 (see
     *     {@link #atLeast1d}), as in PyTorch
     * @return the same axes, ascending
     * @throws ArgumentException if an axis does not exist or comes twice
     */
    public int[] axes(int... axes) {
        if (dims.length == 0 && axes.length > 0) {
            atLeast1d().axes(axes);
            return new int[0];
        }
        if (axes.length == 0) {
            int[] all = new int[dims.length];
            Arrays.setAll(all, i -> i);
            return all;
        }
        int[] result = new int[axes.length];
        for (int i = 0; i < axes.length; i++) {
            result[i] = axis(axes[i]);
        }
        Arrays.sort(result);
        for (int i = 1; i < result.length; i++) {
            if (result[i] == result[i - 1]) {
                throw new ArgumentException("axes " + Arrays.toString(axes) + ": axis " + result[i] + " comes twice");
            }
        }
        return result;
    }

    /**
     * This shape with one size changed.
     *
     * @param axis which
     * @param dim its new size
     * @return the new shape
     */
    public Shape with(int axis, int dim) {
        int[] changed = dims.clone();
        changed[axis(axis)] = dim;
        return new Shape(changed);
    }

    /**
     * The shape left after a reduction.
     *
     * @param axes normalised axes, as {@link #axes} gives them
     * @param keepDims whether reduced axes stay with size 1
     * @return the reduced shape
     */
    public Shape reduced(int[] axes, boolean keepDims) {
        boolean[] gone = new boolean[dims.length];
        for (int axis : axes) {
            gone[axis] = true;
        }
        int[] kept = new int[keepDims ? dims.length : dims.length - axes.length];
        for (int i = 0, k = 0; i < dims.length; i++) {
            if (!gone[i]) {
                kept[k++] = dims[i];
            } else if (keepDims) {
                kept[k++] = 1;
            }
        }
        return new Shape(kept);
    }

    /**
     * The number of elements in some axes together.
     *
     * @param from the first axis
     * @param to the axis after the last
     * @return the product of their sizes, 1 for an empty range
     * @throws ShapeException if it exceeds what a Java array holds, beside an axis of size 0
     */
    public int size(int from, int to) {
        return new Shape(Arrays.copyOfRange(dims, from, to)).size;
    }

    /**
     * How far apart neighbours along each axis lie in the row-major order.
     *
     * @return one stride an axis, in elements
     */
    public int[] strides() {
        int[] strides = new int[dims.length];
        int stride = 1;
        for (int i = dims.length - 1; i >= 0; i--) {
            strides[i] = stride;
            stride *= dims[i];
        }
        return strides;
    }

    /**
     * The strides with which an array of this shape is read as if it had the shape {@code target}: 0 along every axis
     * it is repeated on.
     *
     * @param target a shape this one broadcasts to
     * @return one stride an axis of the target
     * @throws ShapeException if this shape does not broadcast to it
     */
    public int[] stridesIn(Shape target) {
        int lead = target.dims.length - dims.length;
        boolean fits = lead >= 0;
        int[] own = strides();
        int[] result = new int[target.dims.length];
        for (int i = 0; fits && i < dims.length; i++) {
            fits = dims[i] == target.dims[i + lead] || dims[i] == 1;
            result[i + lead] = dims[i] == 1 ? 0 : own[i];
        }
        if (!fits) {
            throw new ShapeException("shape " + this + " does not broadcast to " + target);
        }
        return result;
    }

    /**
     * The shape two arrays broadcast to by NumPy's rules: sizes are compared from the last axis; they must be equal, or
     * one of them is 1, or missing.
     *
     * @param other the other shape
     * @return the common shape
     * @throws ShapeException if there is none
     */
    public Shape broadcast(Shape other) {
        if (equals(other)) {
            return this;
        }
        int rank = Math.max(dims.length, other.dims.length);
        int[] result = new int[rank];
        for (int i = 1; i <= rank; i++) {
            int a = i <= dims.length ? dims[dims.length - i] : 1;
            int b = i <= other.dims.length ? other.dims[other.dims.length - i] : 1;
            if (a != b && a != 1 && b != 1) {
                throw new ShapeException("shapes " + this + " and " + other + " do not broadcast: sizes " + a + " and "
                        + b + " at axis " + -i + " differ and neither is 1");
            }
            result[rank - i] = a == 1 ? b : a;
        }
        return new Shape(result);
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof Shape shape && Arrays.equals(dims, shape.dims);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(dims);
    }

    /** The sizes as in {@code [2, 3]}. */
    @Override
    public String toString() {
        return Arrays.toString(dims);
    }
}
