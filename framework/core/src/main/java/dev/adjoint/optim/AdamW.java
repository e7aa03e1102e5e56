package dev.adjoint.optim;

import dev.adjoint.Parameter;
import java.util.Collection;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter, 2019): before the step of {@link Adam}, taken without
 * penalty, {@code p = p (1 - learningRate weightDecay)}. Definition: PyTorch's {@code torch.optim.AdamW}.
 */
public final class AdamW extends Adam {
    /**
     * Creates the optimiser.
     *
     * @param parameters what it changes
     * @param options its settings, from {@link #options}
     */
    public AdamW(Collection<Parameter> parameters, Options options) {
        super(parameters, options, true);
    }

    /**
     * Adam's defaults, but for a weight decay of 0.01, with a learning rate.
     *
     * @param learningRate the size of a step; 0.001 is a usual one
     * @return the options
     */
    public static Options options(double learningRate) {
        return Adam.options(learningRate).weightDecay(0.01);
    }
}
