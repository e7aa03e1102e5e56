package dev.adjoint.nn;

import dev.adjoint.ArgumentException;
import dev.adjoint.DType;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import java.util.random.RandomGenerator;

/** Where the values of a new layer's parameters and buffers come from: their first values, or a file. */
interface WeightSource {
    /** The first values. */
    WeightSource FIRST_VALUES = (path, first, dtype, shape, random) -> {
        RandomGenerator given = random != null
                ? random
                : () -> {
                    throw new ArgumentException(path + ": expected a generator for its first value, got null");
                };
        return first.create(dtype, shape, given);
    };

    /**
     * A value, owned by the caller.
     *
     * @param path names it, from the model down
     * @param first its first value
     * @param random where a first value comes from
     */
    NDArray take(String path, Init.FirstValue first, DType dtype, Shape shape, RandomGenerator random);
}
