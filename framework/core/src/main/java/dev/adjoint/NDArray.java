package dev.adjoint;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * A dense row-major array of floating-point numbers. It holds numbers and knows nothing of gradients.
 *
 * <p>An array is immutable by agreement: whoever made it may fill it before giving it away, and nobody writes it
 * afterwards. The one exception are the values of parameters, which an optimiser updates in place; each such write
 * advances {@link #version()}, which views of the same elements share. Arrays are equal if their bits are; as a key of
 * a map serves only one that nobody writes.
 */
public final class NDArray {
    private final Shape shape;
    private final float[] floats;
    private final double[] doubles;
    private final Memory memory;

    private NDArray(Shape shape, float[] floats, double[] doubles, Memory memory) {
        int length = floats != null ? floats.length : doubles.length;
        if (length != shape.size() && !memory.dropped) {
            throw new ShapeException(
                    "array of shape " + shape + ": expected " + shape.size() + " elements, got " + length);
        }
        this.shape = shape;
        this.floats = floats;
        this.doubles = doubles;
        this.memory = memory;
    }

    /**
     * A float32 array around elements that the caller gives away and no longer writes.
     *
     * @param shape the shape
     * @param elements in row-major order, not copied
     * @return the array
     * @throws ShapeException if the number of elements is not the shape's size
     */
    public static NDArray wrap(Shape shape, float[] elements) {
        return new NDArray(shape, elements, null, new Memory());
    }

    /**
     * A float64 array around elements that the caller gives away and no longer writes.
     *
     * @param shape the shape
     * @param elements in row-major order, not copied
     * @return the array
     * @throws ShapeException if the number of elements is not the shape's size
     */
    public static NDArray wrap(Shape shape, double[] elements) {
        return new NDArray(shape, null, elements, new Memory());
    }

    /** An array around elements of either type. */
    static NDArray around(Shape shape, Object elements) {
        return elements instanceof float[] floats ? wrap(shape, floats) : wrap(shape, (double[]) elements);
    }

    /**
     * A float32 array.
     *
     * @param shape the shape
     * @param elements in row-major order, copied
     * @return the array
     * @throws ShapeException if the number of elements is not the shape's size
     */
    public static NDArray of(Shape shape, float... elements) {
        return wrap(shape, elements.clone());
    }

    /**
     * A float64 array.
     *
     * @param shape the shape
     * @param elements in row-major order, copied
     * @return the array
     * @throws ShapeException if the number of elements is not the shape's size
     */
    public static NDArray of(Shape shape, double... elements) {
        return wrap(shape, elements.clone());
    }

    /**
     * An array of zeros.
     *
     * @param dtype the element type
     * @param shape the shape
     * @return the array
     */
    public static NDArray zeros(DType dtype, Shape shape) {
        return allocated(
                dtype,
                shape,
                () -> dtype == DType.FLOAT32
                        ? wrap(shape, new float[shape.size()])
                        : wrap(shape, new double[shape.size()]));
    }

    /**
     * An array with the same number everywhere.
     *
     * @param dtype the element type
     * @param shape the shape
     * @param value the number, rounded to the element type
     * @return the array
     */
    public static NDArray full(DType dtype, Shape shape, double value) {
        NDArray result = zeros(dtype, shape);
        result.fill(value);
        return result;
    }

    /** Writes one element, by its place in row-major order. */
    void set(int flat, double value) {
        if (floats != null) {
            floats[flat] = (float) value;
        } else {
            doubles[flat] = value;
        }
    }

    /** Writes a number everywhere. */
    void fill(double value) {
        if (floats != null) {
            Arrays.fill(floats, (float) value);
        } else {
            Arrays.fill(doubles, value);
        }
    }

    /**
     * A single number.
     *
     * @param dtype the element type
     * @param value the number, rounded to the element type
     * @return an array of shape {@code []}
     */
    public static NDArray scalar(DType dtype, double value) {
        return full(dtype, Shape.SCALAR, value);
    }

    /**
     * Independent uniform random numbers from {@code [low, high)}; no rounding leads up to the upper bound.
     *
     * @param dtype the element type
     * @param shape the shape
     * @param low the lower bound, rounded to the element type
     * @param high the upper bound; if it equals the lower one, all numbers do
     * @param random where the numbers come from, one {@code nextDouble()} an element in row-major order
     * @return the array
     * @throws ArgumentException if the lower bound is above the upper one, or either is not a number
     */
    public static NDArray uniform(DType dtype, Shape shape, double low, double high, RandomGenerator random) {
        if (!(low <= high)) {
            throw new ArgumentException(
                    "uniform: expected a lower bound of at most the upper one, got " + low + " and " + high);
        }
        double largest = low == high ? high : largestBelow(high, dtype);
        return filled(dtype, shape, i -> Math.min(low + (high - low) * random.nextDouble(), largest));
    }

    private static double largestBelow(double bound, DType dtype) {
        if (dtype == DType.FLOAT64) {
            return Math.nextDown(bound);
        }
        float rounded = (float) bound;
        return rounded < bound ? rounded : Math.nextDown(rounded);
    }

    /**
     * Independent normally distributed random numbers.
     *
     * @param dtype the element type
     * @param shape the shape
     * @param mean their mean
     * @param deviation their standard deviation
     * @param random where the numbers come from, one {@code nextGaussian()} an element in row-major order
     * @return the array
     */
    public static NDArray normal(DType dtype, Shape shape, double mean, double deviation, RandomGenerator random) {
        return filled(dtype, shape, i -> mean + deviation * random.nextGaussian());
    }

    /** Elements of which each is computed, in row-major order. */
    private static NDArray filled(DType dtype, Shape shape, IntToDoubleFunction element) {
        return allocated(dtype, shape, () -> {
            double[] elements = new double[shape.size()];
            Arrays.setAll(elements, element);
            return wrap(shape, elements).to(dtype);
        });
    }

    private static NDArray allocated(DType dtype, Shape shape, Supplier<NDArray> array) {
        return MemoryException.guard(() -> dtype + "" + shape, array);
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
     * The element type.
     *
     * @return the element type
     */
    public DType dtype() {
        return floats != null ? DType.FLOAT32 : DType.FLOAT64;
    }

    /**
     * The number of elements.
     *
     * @return the shape's size
     */
    public int size() {
        return shape.size();
    }

    /**
     * The backing array of a float32 array itself, not a copy: for kernels. Only who made the array may write it, and
     * only before giving it away.
     *
     * @return the elements in row-major order
     * @throws DTypeException if the array is float64
     */
    public float[] floats() {
        if (floats == null) {
            throw new DTypeException("raw floats: expected a float32 array, got float64 of shape " + shape);
        }
        return held().floats;
    }

    /**
     * The backing array of a float64 array itself, not a copy: for kernels. Only who made the array may write it, and
     * only before giving it away.
     *
     * @return the elements in row-major order
     * @throws DTypeException if the array is float32
     */
    public double[] doubles() {
        if (doubles == null) {
            throw new DTypeException("raw doubles: expected a float64 array, got float32 of shape " + shape);
        }
        return held().doubles;
    }

    /**
     * One element by its place in row-major order.
     *
     * @param flat from 0 to size - 1
     * @return the element
     */
    public double at(int flat) {
        held();
        return floats != null ? floats[flat] : doubles[flat];
    }

    /**
     * One element by its index along each axis.
     *
     * @param index one index an axis
     * @return the element
     * @throws ArgumentException if an index is missing or out of range
     */
    public double get(int... index) {
        if (index.length != shape.rank()) {
            throw new ArgumentException(
                    "index " + Arrays.toString(index) + ": expected " + shape.rank() + " entries for shape " + shape);
        }
        int flat = 0;
        for (int i = 0; i < index.length; i++) {
            if (index[i] < 0 || index[i] >= shape.dim(i)) {
                throw new ArgumentException("index " + Arrays.toString(index) + " lies outside shape " + shape);
            }
            flat = flat * shape.dim(i) + index[i];
        }
        return at(flat);
    }

    /**
     * The only element of an array of size 1.
     *
     * @return the number
     * @throws ShapeException if the array has more than one element, or none
     */
    public double item() {
        if (size() != 1) {
            throw new ShapeException("item: expected an array of one element, got shape " + shape);
        }
        return at(0);
    }

    /**
     * The elements as doubles.
     *
     * @return a copy in row-major order
     */
    public double[] toDoubleArray() {
        held();
        if (doubles != null) {
            return doubles.clone();
        }
        double[] result = new double[floats.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = floats[i];
        }
        return result;
    }

    /**
     * The elements as floats, rounded to nearest where they were doubles.
     *
     * @return a copy in row-major order
     */
    public float[] toFloatArray() {
        held();
        if (floats != null) {
            return floats.clone();
        }
        float[] result = new float[doubles.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = (float) doubles[i];
        }
        return result;
    }

    /**
     * The same numbers in another element type.
     *
     * @param dtype the wanted type
     * @return this array if it has that type already, or else a converted copy
     */
    public NDArray to(DType dtype) {
        if (dtype == dtype()) {
            return this;
        }
        return dtype == DType.FLOAT32 ? wrap(shape, toFloatArray()) : wrap(shape, toDoubleArray());
    }

    /**
     * The same elements under another shape, sharing the memory.
     *
     * @param newShape a shape of the same size
     * @return a view
     * @throws ShapeException if the sizes differ
     */
    public NDArray reshape(Shape newShape) {
        return newShape.equals(shape) ? this : new NDArray(newShape, floats, doubles, memory);
    }

    /**
     * A copy with memory of its own.
     *
     * @return the copy
     */
    public NDArray copy() {
        held();
        return floats != null ? wrap(shape, floats.clone()) : wrap(shape, doubles.clone());
    }

    /**
     * Overwrites all elements and advances the version. Only the owner of a parameter does this.
     *
     * @param source an array of the same shape and element type
     * @throws ShapeException if the shape differs
     * @throws DTypeException if the element type differs
     */
    public void assign(NDArray source) {
        if (!shape.equals(source.shape)) {
            throw new ShapeException("assign: expected shape " + shape + ", got " + source.shape);
        }
        if (dtype() != source.dtype()) {
            throw new DTypeException("assign: expected " + dtype() + ", got " + source.dtype());
        }
        held();
        source.held();
        if (floats != null) {
            System.arraycopy(source.floats, 0, floats, 0, floats.length);
        } else {
            System.arraycopy(source.doubles, 0, doubles, 0, doubles.length);
        }
        markWritten();
    }

    /** Advances the version, after elements were written in place. */
    void markWritten() {
        memory.writes++;
    }

    /**
     * How often elements were written since the array was made. Views of the same elements share the number.
     *
     * @return 0 for an array that never changed
     */
    public int version() {
        return memory.writes;
    }

    /**
     * Whether two arrays are views of the same elements.
     *
     * @param other the other array
     * @return whether they share their memory
     */
    public boolean sharesMemory(NDArray other) {
        return memory == other.memory;
    }

    /**
     * Whether the elements may be read: not those whose memory went back to a workspace.
     *
     * @return false if reading them is an error
     */
    public boolean isReadable() {
        return !memory.returned;
    }

    Memory memory() {
        return memory;
    }

    /** The backing array, also of an array that went back to its workspace. */
    Object elements() {
        return floats != null ? floats : doubles;
    }

    /** Shape and element type of this array without its elements. */
    NDArray dropped() {
        Memory gone = new Memory();
        gone.returned = true;
        gone.dropped = true;
        return floats != null
                ? new NDArray(shape, new float[0], null, gone)
                : new NDArray(shape, null, new double[0], gone);
    }

    /** This array, unless its memory went back to its workspace. */
    private NDArray held() {
        if (memory.dropped) {
            throw new TapeException("expected a value that is there, got " + dtype() + shape
                    + ", which a checkpoint has dropped; what is computed in a part of a checkpoint can be used inside"
                    + " only, but for its result");
        }
        if (memory.returned) {
            throw new WorkspaceException("expected an array whose workspace is open, got " + dtype() + shape
                    + ", whose memory went back to its workspace; read it before the scope is closed, or keep it");
        }
        return this;
    }

    /**
     * Whether two arrays have the same element type, shape and bits. NaN equals NaN here, and 0 differs from -0.
     *
     * @param other the other array
     * @return whether they are the same to the bit
     */
    public boolean sameBits(NDArray other) {
        held();
        other.held();
        return shape.equals(other.shape)
                && Arrays.equals(floats, other.floats)
                && Arrays.equals(doubles, other.doubles);
    }

    /**
     * Whether another array has the same element type, shape and bits: {@link #sameBits}.
     *
     * @param other the other array
     * @return whether they are equal
     */
    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof NDArray array && sameBits(array);
    }

    @Override
    public int hashCode() {
        held();
        return 31 * shape.hashCode() + (floats != null ? Arrays.hashCode(floats) : Arrays.hashCode(doubles));
    }

    /**
     * The type, the shape and the elements in aligned columns with four significant digits; long axes are shortened.
     */
    @Override
    public String toString() {
        return ArrayText.of(this);
    }
}
