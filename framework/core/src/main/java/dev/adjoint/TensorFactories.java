package dev.adjoint;

import java.awt.image.BufferedImage;
import java.nio.FloatBuffer;
import java.util.random.RandomGenerator;

/**
 * The static methods of {@link Tensor} that make constants: from arrays, images and ranges, and by chance. Element
 * types are those of the array given, and float32 where nothing tells; a {@link DType} as first argument chooses
 * another.
 */
public abstract sealed class TensorFactories permits Tensor {
    TensorFactories() {}

    /**
     * A float64 vector.
     *
     * @param elements copied
     * @return a tensor {@code [elements.length]}
     */
    public static Tensor of(double[] elements) {
        return new Tensor(NDArray.of(Shape.of(elements.length), elements));
    }

    /**
     * A float64 constant of any shape.
     *
     * @param elements in row-major order, copied
     * @param shape the sizes; none for a scalar
     * @return the tensor
     * @throws ShapeException if the number of elements is not the product of the sizes
     */
    public static Tensor of(double[] elements, int... shape) {
        return new Tensor(NDArray.of(Shape.of(shape), elements));
    }

    /**
     * A float64 matrix.
     *
     * @param elements copied; all arrays at one depth have one length
     * @return a tensor {@code [rows, columns]}
     * @throws ShapeException if the lengths differ
     */
    public static Tensor of(double[][] elements) {
        return new Tensor(NestedArrays.read(elements));
    }

    /**
     * A float64 constant of three axes.
     *
     * @param elements copied; all arrays at one depth have one length
     * @return a tensor {@code [sizes...]}
     * @throws ShapeException if the lengths differ
     */
    public static Tensor of(double[][][] elements) {
        return new Tensor(NestedArrays.read(elements));
    }

    /**
     * A float64 constant of four axes.
     *
     * @param elements copied; all arrays at one depth have one length
     * @return a tensor {@code [sizes...]}
     * @throws ShapeException if the lengths differ
     */
    public static Tensor of(double[][][][] elements) {
        return new Tensor(NestedArrays.read(elements));
    }

    /**
     * A float32 vector.
     *
     * @param elements copied
     * @return a tensor {@code [elements.length]}
     */
    public static Tensor of(float[] elements) {
        return new Tensor(NDArray.of(Shape.of(elements.length), elements));
    }

    /**
     * A float32 constant of any shape.
     *
     * @param elements in row-major order, copied
     * @param shape the sizes; none for a scalar
     * @return the tensor
     * @throws ShapeException if the number of elements is not the product of the sizes
     */
    public static Tensor of(float[] elements, int... shape) {
        return new Tensor(NDArray.of(Shape.of(shape), elements));
    }

    /**
     * A float32 matrix.
     *
     * @param elements copied; all arrays at one depth have one length
     * @return a tensor {@code [rows, columns]}
     * @throws ShapeException if the lengths differ
     */
    public static Tensor of(float[][] elements) {
        return new Tensor(NestedArrays.read(elements));
    }

    /**
     * A float32 constant of three axes.
     *
     * @param elements copied; all arrays at one depth have one length
     * @return a tensor {@code [sizes...]}
     * @throws ShapeException if the lengths differ
     */
    public static Tensor of(float[][][] elements) {
        return new Tensor(NestedArrays.read(elements));
    }

    /**
     * A float32 constant of four axes.
     *
     * @param elements copied; all arrays at one depth have one length
     * @return a tensor {@code [sizes...]}
     * @throws ShapeException if the lengths differ
     */
    public static Tensor of(float[][][][] elements) {
        return new Tensor(NestedArrays.read(elements));
    }

    /**
     * A float32 constant from what remains of a buffer, which is left as it is.
     *
     * @param elements in row-major order, copied
     * @param shape the sizes; none for a scalar
     * @return the tensor
     * @throws ShapeException if the number of elements is not the product of the sizes
     */
    public static Tensor of(FloatBuffer elements, int... shape) {
        float[] copy = new float[elements.remaining()];
        elements.duplicate().get(copy);
        return new Tensor(NDArray.wrap(Shape.of(shape), copy));
    }

    /**
     * An image as float32 numbers from 0 to 1: one channel of a grey image, red, green and blue of any other.
     *
     * @param image the image; transparency is left out
     * @return a tensor {@code [channels, height, width]}
     */
    public static Tensor of(BufferedImage image) {
        return new Tensor(Images.read(image));
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
     * Zeros, float32.
     *
     * @param shape the sizes
     * @return the tensor
     */
    public static Tensor zeros(int... shape) {
        return zeros(DType.FLOAT32, shape);
    }

    /**
     * Zeros.
     *
     * @param dtype the element type
     * @param shape the sizes
     * @return the tensor
     */
    public static Tensor zeros(DType dtype, int... shape) {
        return full(dtype, 0, shape);
    }

    /**
     * Ones, float32.
     *
     * @param shape the sizes
     * @return the tensor
     */
    public static Tensor ones(int... shape) {
        return ones(DType.FLOAT32, shape);
    }

    /**
     * Ones.
     *
     * @param dtype the element type
     * @param shape the sizes
     * @return the tensor
     */
    public static Tensor ones(DType dtype, int... shape) {
        return full(dtype, 1, shape);
    }

    /**
     * One number everywhere, float32.
     *
     * @param number the number
     * @param shape the sizes
     * @return the tensor
     */
    public static Tensor full(double number, int... shape) {
        return full(DType.FLOAT32, number, shape);
    }

    /**
     * One number everywhere.
     *
     * @param dtype the element type
     * @param number the number
     * @param shape the sizes
     * @return the tensor
     */
    public static Tensor full(DType dtype, double number, int... shape) {
        return new Tensor(NDArray.full(dtype, Shape.of(shape), number));
    }

    /**
     * The numbers {@code 0 .. n - 1}, float32.
     *
     * @param n how many
     * @return a vector {@code [n]}
     */
    public static Tensor arange(int n) {
        return arange(DType.FLOAT32, 0, n, 1);
    }

    /**
     * The numbers {@code start, start + step, ...} to before a stop: {@code ceil((stop - start) / step)} of them.
     *
     * @param dtype the element type
     * @param start the first
     * @param stop what they do not reach
     * @param step the distance of neighbours, not 0
     * @return a vector
     * @throws ArgumentException if the step is 0 or leads away from the stop, or a number is not finite
     */
    public static Tensor arange(DType dtype, double start, double stop, double step) {
        return new Tensor(Ranges.arange(dtype, start, stop, step));
    }

    /**
     * Evenly spaced numbers from a first to a last, float32.
     *
     * @param first the first
     * @param last the last
     * @param n how many
     * @return a vector {@code [n]}
     * @throws ArgumentException if there are fewer than 0
     */
    public static Tensor linspace(double first, double last, int n) {
        return linspace(DType.FLOAT32, first, last, n);
    }

    /**
     * Evenly spaced numbers from a first to a last.
     *
     * @param dtype the element type
     * @param first the first
     * @param last the last
     * @param n how many
     * @return a vector {@code [n]}
     * @throws ArgumentException if there are fewer than 0
     */
    public static Tensor linspace(DType dtype, double first, double last, int n) {
        return new Tensor(Ranges.linspace(dtype, first, last, n));
    }

    /**
     * Ones on the diagonal, zeros elsewhere, float32.
     *
     * @param n rows and columns
     * @return a matrix {@code [n, n]}
     */
    public static Tensor eye(int n) {
        return eye(DType.FLOAT32, n);
    }

    /**
     * Ones on the diagonal, zeros elsewhere.
     *
     * @param dtype the element type
     * @param n rows and columns
     * @return a matrix {@code [n, n]}
     */
    public static Tensor eye(DType dtype, int n) {
        return new Tensor(Ranges.eye(dtype, n));
    }

    /**
     * Random numbers, evenly distributed from 0 to below 1, float32.
     *
     * @param random the generator, one {@code nextDouble()} an element in row-major order
     * @param shape the sizes
     * @return the tensor
     */
    public static Tensor rand(RandomGenerator random, int... shape) {
        return rand(DType.FLOAT32, random, shape);
    }

    /**
     * Random numbers, evenly distributed from 0 to below 1.
     *
     * @param dtype the element type
     * @param random the generator, one {@code nextDouble()} an element in row-major order
     * @param shape the sizes
     * @return the tensor
     */
    public static Tensor rand(DType dtype, RandomGenerator random, int... shape) {
        return new Tensor(NDArray.uniform(dtype, Shape.of(shape), 0, 1, random));
    }

    /**
     * Random numbers, normally distributed with mean 0 and deviation 1, float32.
     *
     * @param random the generator, one {@code nextGaussian()} an element in row-major order
     * @param shape the sizes
     * @return the tensor
     */
    public static Tensor randn(RandomGenerator random, int... shape) {
        return randn(DType.FLOAT32, random, shape);
    }

    /**
     * Random numbers, normally distributed with mean 0 and deviation 1.
     *
     * @param dtype the element type
     * @param random the generator, one {@code nextGaussian()} an element in row-major order
     * @param shape the sizes
     * @return the tensor
     */
    public static Tensor randn(DType dtype, RandomGenerator random, int... shape) {
        return new Tensor(NDArray.normal(dtype, Shape.of(shape), 0, 1, random));
    }

    /**
     * Ones with a given probability, else zeros, float32.
     *
     * @param probability the probability of a one, from 0 to 1
     * @param random the generator, one {@code nextDouble()} an element in row-major order
     * @param shape the sizes
     * @return the tensor
     * @throws ArgumentException if the probability is not from 0 to 1
     */
    public static Tensor bernoulli(double probability, RandomGenerator random, int... shape) {
        return bernoulli(DType.FLOAT32, probability, random, shape);
    }

    /**
     * Ones with a given probability, else zeros.
     *
     * @param dtype the element type
     * @param probability the probability of a one, from 0 to 1
     * @param random the generator, one {@code nextDouble()} an element in row-major order
     * @param shape the sizes
     * @return the tensor
     * @throws ArgumentException if the probability is not from 0 to 1
     */
    public static Tensor bernoulli(DType dtype, double probability, RandomGenerator random, int... shape) {
        if (!(probability >= 0 && probability <= 1)) {
            throw new ArgumentException("bernoulli: expected a probability from 0 to 1, got " + probability);
        }
        NDArray drawn = NDArray.uniform(DType.FLOAT64, Shape.of(shape), 0, 1, random);
        for (int i = 0; i < drawn.size(); i++) {
            drawn.set(i, drawn.at(i) < probability ? 1 : 0);
        }
        return new Tensor(drawn.to(dtype));
    }
}
