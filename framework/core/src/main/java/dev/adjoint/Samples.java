package dev.adjoint;

import java.util.function.UnaryOperator;

/** Functions of batches, applied to a single sample as well. */
final class Samples {
    private Samples() {}

    /** Applies a function of batches to a batch, or to a single sample as a batch of one. */
    static Tensor apply(String name, Tensor x, int axes, UnaryOperator<Tensor> function) {
        return Spatial.isSample(name, x.shape(), axes)
                ? function.apply(x.unsqueeze(0)).squeeze(0)
                : function.apply(x);
    }
}
