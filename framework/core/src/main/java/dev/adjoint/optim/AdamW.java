package dev.adjoint.optim;

import dev.adjoint.Parameter;
import dev.adjoint.nn.Block;
import java.util.List;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter, 2019). It sets {@code p = p (1 - learningRate weightDecay)}
 * before the step of {@link Adam}, which it takes without penalty. Definition: PyTorch's {@code torch.optim.AdamW}.
 * Weight decay is 0.01 by default.
 */
public final class AdamW extends Optimizer {
    private final Options options;

    /**
     * AdamW over a model, everything else at its default: weights decay by 0.01.
     *
     * @param model whose parameters it changes
     * @param learningRate the size of a step; 0.001 is a usual one
     */
    public AdamW(Block model, double learningRate) {
        this(model, rate(learningRate));
    }

    /**
     * AdamW over a model.
     *
     * @param model whose parameters it changes
     * @param options the settings
     */
    public AdamW(Block model, Options options) {
        super(model, options);
        this.options = options;
    }

    /**
     * AdamW over some parameters, everything else at its default: weights decay by 0.01.
     *
     * @param learningRate the size of a step; 0.001 is a usual one
     * @param parameters what it changes
     */
    public AdamW(double learningRate, Parameter... parameters) {
        this(rate(learningRate), parameters);
    }

    /**
     * AdamW over some parameters.
     *
     * @param options the settings
     * @param parameters what it changes
     */
    public AdamW(Options options, Parameter... parameters) {
        super(options, parameters);
        this.options = options;
    }

    /**
     * Options at their defaults, with a weight decay of 0.01.
     *
     * @param learningRate the size of a step; 0.001 is a usual one
     * @return the options
     */
    public static Options rate(double learningRate) {
        return new Options(learningRate);
    }

    @Override
    protected List<String> stateNames() {
        return options.stateNames();
    }

    @Override
    protected void update(ParameterStep step) {
        Adam.update(step, options, 0, 1 - step.rate() * step.weightDecay());
    }

    /** The settings of {@link AdamW}. */
    public static final class Options extends AdamOptions<Options> {
        private Options(double learningRate) {
            super(learningRate);
            put(WEIGHT_DECAY, 0.01);
        }
    }
}
