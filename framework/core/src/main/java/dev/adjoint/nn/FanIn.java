package dev.adjoint.nn;

import dev.adjoint.DType;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import java.util.random.RandomGenerator;

/**
 * PyTorch's first values of linear and convolutional layers: uniform in {@code +-1/sqrt(fan_in)} for weight and bias,
 * Kaiming's with a = sqrt(5); see {@link Init}.
 */
final class FanIn {
    private FanIn() {}

    static NDArray uniform(DType dtype, Shape shape, Shape weight, RandomGenerator random) {
        double bound = 1 / Math.sqrt(Init.fans(weight).in());
        return NDArray.uniform(dtype, shape, -bound, bound, random);
    }
}
