package dev.adjoint.data;

import dev.adjoint.NDArray;
import java.util.List;
import java.util.random.RandomGenerator;

/** Transforms one after another. */
record Chain(List<Transform> steps) implements Transform {
    @Override
    public NDArray apply(NDArray sample, RandomGenerator random) {
        NDArray result = sample;
        for (Transform step : steps) {
            result = step.apply(result, random);
        }
        return result;
    }
}
