package dev.adjoint.optim;

import dev.adjoint.Parameter;
import dev.adjoint.Setting;
import dev.adjoint.kernel.update.Updates;
import dev.adjoint.nn.Block;
import java.util.List;

/**
 * Adagrad (Duchi, Hazan and Singer, 2011): steps divided by the root of the sum of all squared gradients so far.
 *
 * <pre>
 * d = g + weightDecay p              g negated first to maximise
 * s = s + d^2
 * p = p - learningRate / (1 + (t - 1) rateDecay) d / (sqrt(s) + eps)
 * </pre>
 *
 * <p>t counts the parameter's steps from 1. Definition: PyTorch's {@code torch.optim.Adagrad}.
 */
public final class Adagrad extends Optimizer {
    private final Options options;

    /**
     * Adagrad over a model, everything else at its default.
     *
     * @param model whose parameters it changes
     * @param learningRate the size of a step; 0.01 is a usual one
     */
    public Adagrad(Block model, double learningRate) {
        this(model, rate(learningRate));
    }

    /**
     * Adagrad over a model.
     *
     * @param model whose parameters it changes
     * @param options the settings
     */
    public Adagrad(Block model, Options options) {
        super(model, options);
        this.options = options;
    }

    /**
     * Adagrad over some parameters, everything else at its default.
     *
     * @param learningRate the size of a step; 0.01 is a usual one
     * @param parameters what it changes
     */
    public Adagrad(double learningRate, Parameter... parameters) {
        this(rate(learningRate), parameters);
    }

    /**
     * Adagrad over some parameters.
     *
     * @param options the settings
     * @param parameters what it changes
     */
    public Adagrad(Options options, Parameter... parameters) {
        super(options, parameters);
        this.options = options;
    }

    /**
     * Options at their defaults.
     *
     * @param learningRate the size of a step; 0.01 is a usual one
     * @return the options
     */
    public static Options rate(double learningRate) {
        return new Options(learningRate);
    }

    @Override
    protected List<String> stateNames() {
        return List.of("sum");
    }

    @Override
    protected double initialState() {
        return options.get(Options.INITIAL_ACCUMULATOR);
    }

    @Override
    protected void update(ParameterStep step) {
        Updates.adagrad(
                step.array(),
                step.gradientArray(),
                step.stateArrays(),
                new Updates.Adagrad(
                        step.rate() / (1 + (step.number() - 1) * options.get(Options.RATE_DECAY)),
                        options.get(Options.EPS),
                        step.weightDecay(),
                        step.sign()));
    }

    /** The settings of {@link Adagrad}; weight decay is a penalty on the squared norm of the parameters. */
    public static final class Options extends OptimizerOptions<Options> {
        private static final Setting<Double> RATE_DECAY = Setting.atLeast0("learning rate decay", 0);
        private static final Setting<Double> INITIAL_ACCUMULATOR = Setting.atLeast0("initial accumulator", 0);
        private static final Setting<Double> EPS = Setting.atLeast0("eps", 1e-10);

        private Options(double learningRate) {
            super(learningRate);
        }

        /**
         * Sets how fast the learning rate decays.
         *
         * @param rateDecay 0 or more, 0 by default
         * @return the changed options
         */
        public Options rateDecay(double rateDecay) {
            return with(RATE_DECAY, rateDecay);
        }

        /**
         * Sets what the sum of squares starts from.
         *
         * @param start 0 or more, 0 by default
         * @return the changed options
         */
        public Options initialAccumulator(double start) {
            return with(INITIAL_ACCUMULATOR, start);
        }

        /**
         * Sets what is added to the divisor.
         *
         * @param eps 0 or more, 1e-10 by default
         * @return the changed options
         */
        public Options eps(double eps) {
            return with(EPS, eps);
        }
    }
}
