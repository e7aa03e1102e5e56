package dev.adjoint.optim;

import dev.adjoint.Parameter;
import dev.adjoint.kernel.update.Updates;
import dev.adjoint.nn.Block;
import java.util.List;

/**
 * Adam (Kingma and Ba, 2015): steps scaled by running estimates of the gradient's first and second moment.
 *
 * <pre>
 * d = g + weightDecay p              g negated first to maximise
 * m = beta1 m + (1 - beta1) d
 * v = beta2 v + (1 - beta2) d^2
 * p = p - learningRate (m / (1 - beta1^t)) / (sqrt(v / (1 - beta2^t)) + eps)
 * </pre>
 *
 * <p>t counts the parameter's steps from 1. With AMSGrad (Reddi et al., 2018) the largest v so far replaces v in the
 * last line. Definition: PyTorch's {@code torch.optim.Adam}. Weight decay is 0 by default. As a penalty it interacts
 * with the scaling; {@link AdamW} keeps them apart.
 */
public final class Adam extends Optimizer {
    private final Options options;

    /**
     * Adam over a model, everything else at its default.
     *
     * @param model whose parameters it changes
     * @param learningRate the size of a step; 0.001 is a usual one
     */
    public Adam(Block model, double learningRate) {
        this(model, rate(learningRate));
    }

    /**
     * Adam over a model.
     *
     * @param model whose parameters it changes
     * @param options the settings
     */
    public Adam(Block model, Options options) {
        super(model, options);
        this.options = options;
    }

    /**
     * Adam over some parameters, everything else at its default.
     *
     * @param learningRate the size of a step; 0.001 is a usual one
     * @param parameters what it changes
     */
    public Adam(double learningRate, Parameter... parameters) {
        this(rate(learningRate), parameters);
    }

    /**
     * Adam over some parameters.
     *
     * @param options the settings
     * @param parameters what it changes
     */
    public Adam(Options options, Parameter... parameters) {
        super(options, parameters);
        this.options = options;
    }

    /**
     * Options at their defaults.
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
        update(step, options, step.weightDecay(), 1);
    }

    /** The step that AdamW takes too, after it has shrunk the parameters. */
    static void update(ParameterStep step, AdamOptions<?> options, double decay, double shrink) {
        double beta1 = step.momentum();
        double beta2 = options.get(AdamOptions.BETA2);
        Updates.adam(
                step.array(),
                step.gradientArray(),
                step.stateArrays(),
                new Updates.Adam(
                        step.rate() / (1 - Math.pow(beta1, step.number())),
                        beta1,
                        beta2,
                        Math.sqrt(1 - Math.pow(beta2, step.number())),
                        options.get(AdamOptions.EPS),
                        decay,
                        shrink,
                        step.sign()));
    }

    /** The settings of {@link Adam}; weight decay is a penalty on the squared norm of the parameters. */
    public static final class Options extends AdamOptions<Options> {
        private Options(double learningRate) {
            super(learningRate);
        }
    }
}
