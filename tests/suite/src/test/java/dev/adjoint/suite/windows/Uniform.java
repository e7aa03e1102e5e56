package dev.adjoint.suite.windows;

import dev.adjoint.DType;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import dev.adjoint.op.RandomTensors;
import java.util.SplittableRandom;

/** Random numbers between -1 and 1. */
final class Uniform {
    private Uniform() {}

    static Tensor tensor(long seed, Shape shape) {
        return RandomTensors.uniform(DType.FLOAT64, shape, -1, 1, new SplittableRandom(seed));
    }
}
