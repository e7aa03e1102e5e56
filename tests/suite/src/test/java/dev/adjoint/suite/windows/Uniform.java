package dev.adjoint.suite.windows;

import dev.adjoint.DType;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import java.util.SplittableRandom;

/** Random numbers between -1 and 1. */
final class Uniform {
    private Uniform() {}

    static Tensor tensor(long seed, Shape shape) {
        return new Tensor(NDArray.uniform(DType.FLOAT64, shape, -1, 1, new SplittableRandom(seed)));
    }
}
