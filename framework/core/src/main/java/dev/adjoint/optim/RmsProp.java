package dev.adjoint.optim;

import dev.adjoint.Parameter;
import dev.adjoint.Setting;
import dev.adjoint.kernel.update.Updates;
import dev.adjoint.nn.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * RMSprop (Hinton, lecture 6 of Neural Networks for Machine Learning, 2012): steps divided by a running root mean
 * square of the gradient.
 *
 * <pre>
 * d = g + weightDecay p              g negated first to maximise
 * s = alpha s + (1 - alpha) d^2
 * a = alpha a + (1 - alpha) d        only if centred (Graves, 2013), else a = 0
 * u = d / (sqrt(s - a^2) + eps)
 * b = momentum b + u                 without momentum b = u
 * p = p - learningRate b
 * </pre>
 *
 * <p>Definition: PyTorch's {@code torch.optim.RMSprop}.
 */
public final class RmsProp extends Optimizer {
    private final Options options;

    /**
     * RMSprop over a model, everything else at its default.
     *
     * @param model whose parameters it changes
     * @param learningRate the size of a step; 0.01 is a usual one
     */
    public RmsProp(Block model, double learningRate) {
        this(model, rate(learningRate));
    }

    /**
     * RMSprop over a model.
     *
     * @param model whose parameters it changes
     * @param options the settings
     */
    public RmsProp(Block model, Options options) {
        super(model, options);
        this.options = options;
    }

    /**
     * RMSprop over some parameters, everything else at its default.
     *
     * @param learningRate the size of a step; 0.01 is a usual one
     * @param parameters what it changes
     */
    public RmsProp(double learningRate, Parameter... parameters) {
        this(rate(learningRate), parameters);
    }

    /**
     * RMSprop over some parameters.
     *
     * @param options the settings
     * @param parameters what it changes
     */
    public RmsProp(Options options, Parameter... parameters) {
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
        List<String> names = new ArrayList<>(List.of("square"));
        if (options.get(Options.CENTERED)) {
            names.add("mean");
        }
        if (options.get(Options.MOMENTUM) > 0) {
            names.add("momentum");
        }
        return names;
    }

    @Override
    protected void update(ParameterStep step) {
        Updates.rmsProp(
                step.array(),
                step.gradientArray(),
                step.stateArrays(),
                new Updates.RmsProp(
                        step.rate(),
                        options.get(Options.ALPHA),
                        options.get(Options.EPS),
                        step.momentum(),
                        options.get(Options.CENTERED),
                        step.weightDecay(),
                        step.sign()));
    }

    /** The settings of {@link RmsProp}; weight decay is a penalty on the squared norm of the parameters. */
    public static final class Options extends OptimizerOptions<Options> {
        private static final Setting<Double> ALPHA = Setting.part("alpha", 0.99);
        private static final Setting<Double> EPS = Setting.atLeast0("eps", 1e-8);
        private static final Setting<Double> MOMENTUM = Setting.fraction("momentum", 0);
        private static final Setting<Boolean> CENTERED = Setting.flag("centered");

        private Options(double learningRate) {
            super(learningRate);
        }

        /**
         * Sets how much of the mean square is kept at a step.
         *
         * @param alpha from 0 to 1, 0.99 by default
         * @return the changed options
         */
        public Options alpha(double alpha) {
            return with(ALPHA, alpha);
        }

        /**
         * Sets what is added to the divisor.
         *
         * @param eps 0 or more, 1e-8 by default
         * @return the changed options
         */
        public Options eps(double eps) {
            return with(EPS, eps);
        }

        /**
         * Sets how much of the former direction is kept.
         *
         * @param momentum at least 0 and less than 1, 0 by default
         * @return the changed options
         */
        public Options momentum(double momentum) {
            return with(MOMENTUM, momentum);
        }

        /**
         * Sets what the step is divided by.
         *
         * @param centered true for the standard deviation, false (the default) for the root mean square
         * @return the changed options
         */
        public Options centered(boolean centered) {
            return with(CENTERED, centered);
        }

        @Override
        protected OptionalDouble momentum() {
            return get(MOMENTUM) > 0 ? OptionalDouble.of(get(MOMENTUM)) : OptionalDouble.empty();
        }
    }
}
