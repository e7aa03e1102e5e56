package dev.adjoint.op;

import dev.adjoint.ArgumentException;
import dev.adjoint.DType;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import java.util.random.RandomGenerator;

/**
 * Tensors of independent random numbers. They come from the given generator alone, in row-major order, so that the same
 * generator gives the same tensor on any number of threads. They are constants: gradients stop here. Counterparts:
 * PyTorch's {@code torch.rand}, {@code torch.normal} and {@code torch.bernoulli}.
 */
public final class RandomTensors {
    private RandomTensors() {}

    /**
     * Uniform numbers from {@code [low, high)}.
     *
     * @param dtype the element type
     * @param shape the shape
     * @param low the lower bound
     * @param high the upper bound
     * @param random the generator, one {@code nextDouble()} an element
     * @return the tensor
     */
    public static Tensor uniform(DType dtype, Shape shape, double low, double high, RandomGenerator random) {
        return new Tensor(NDArray.uniform(dtype, shape, low, high, random));
    }

    /**
     * Normally distributed numbers.
     *
     * @param dtype the element type
     * @param shape the shape
     * @param mean their mean
     * @param deviation their standard deviation
     * @param random the generator, one {@code nextGaussian()} an element
     * @return the tensor
     */
    public static Tensor normal(DType dtype, Shape shape, double mean, double deviation, RandomGenerator random) {
        return new Tensor(NDArray.normal(dtype, shape, mean, deviation, random));
    }

    /**
     * Ones with a given probability, else zeros.
     *
     * @param dtype the element type
     * @param shape the shape
     * @param probability the probability of a one, from 0 to 1
     * @param random the generator, one {@code nextDouble()} an element
     * @return the tensor
     * @throws ArgumentException if the number is not a probability
     */
    public static Tensor bernoulli(DType dtype, Shape shape, double probability, RandomGenerator random) {
        if (!(probability >= 0 && probability <= 1)) {
            throw new ArgumentException("bernoulli: expected a probability from 0 to 1, got " + probability);
        }
        double[] elements = new double[shape.size()];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = random.nextDouble() < probability ? 1 : 0;
        }
        return new Tensor(NDArray.wrap(shape, elements).to(dtype));
    }
}
