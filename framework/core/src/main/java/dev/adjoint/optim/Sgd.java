package dev.adjoint.optim;

import dev.adjoint.ArgumentException;
import dev.adjoint.Parameter;
import dev.adjoint.Setting;
import dev.adjoint.kernel.update.Updates;
import dev.adjoint.nn.Block;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Stochastic gradient descent, with optional momentum (Polyak, 1964).
 *
 * <pre>
 * d = g + weightDecay p              g negated first to maximise
 * b = momentum b + (1 - dampening) d        at the first step b = d
 * p = p - learningRate (b, or d + momentum b with Nesterov's momentum)
 * </pre>
 *
 * <p>Without momentum {@code p = p - learningRate d}. Definition: PyTorch's {@code torch.optim.SGD}; its momentum
 * differs from that of Sutskever et al. (2013), because the learning rate is outside the buffer.
 */
public final class Sgd extends Optimizer {
    private final Options options;

    /**
     * Plain gradient descent over a model.
     *
     * @param model whose parameters it changes
     * @param learningRate the size of a step
     */
    public Sgd(Block model, double learningRate) {
        this(model, rate(learningRate));
    }

    /**
     * Gradient descent over a model.
     *
     * @param model whose parameters it changes
     * @param options the settings
     */
    public Sgd(Block model, Options options) {
        super(model, options);
        this.options = options.checked();
    }

    /**
     * Plain gradient descent over some parameters.
     *
     * @param learningRate the size of a step
     * @param parameters what it changes
     */
    public Sgd(double learningRate, Parameter... parameters) {
        this(rate(learningRate), parameters);
    }

    /**
     * Gradient descent over some parameters.
     *
     * @param options the settings
     * @param parameters what it changes
     */
    public Sgd(Options options, Parameter... parameters) {
        super(options, parameters);
        this.options = options.checked();
    }

    /**
     * Options at their defaults.
     *
     * @param learningRate the size of a step
     * @return the options
     */
    public static Options rate(double learningRate) {
        return new Options(learningRate);
    }

    @Override
    protected List<String> stateNames() {
        return options.get(Options.MOMENTUM) > 0 ? List.of("momentum") : List.of();
    }

    @Override
    protected void update(ParameterStep step) {
        Updates.sgd(
                step.array(),
                step.gradientArray(),
                step.stateArrays(),
                new Updates.Sgd(
                        step.rate(),
                        step.momentum(),
                        step.number() == 1 ? 1 : 1 - options.get(Options.DAMPENING),
                        options.get(Options.NESTEROV),
                        step.weightDecay(),
                        step.sign()));
    }

    /** The settings of {@link Sgd}; weight decay is a penalty on the squared norm of the parameters. */
    public static final class Options extends OptimizerOptions<Options> {
        private static final Setting<Double> MOMENTUM = Setting.fraction("momentum", 0);
        private static final Setting<Double> DAMPENING = Setting.part("dampening", 0);
        private static final Setting<Boolean> NESTEROV = Setting.flag("nesterov");

        private Options(double learningRate) {
            super(learningRate);
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
         * Sets how much of a new gradient is kept out of the momentum buffer.
         *
         * @param dampening from 0 to 1, 0 by default
         * @return the changed options
         */
        public Options dampening(double dampening) {
            return with(DAMPENING, dampening);
        }

        /**
         * Sets whether to look ahead (Nesterov, 1983), which needs a momentum and no dampening.
         *
         * @param nesterov whether to look ahead, false by default
         * @return the changed options
         */
        public Options nesterov(boolean nesterov) {
            return with(NESTEROV, nesterov);
        }

        @Override
        protected OptionalDouble momentum() {
            return get(MOMENTUM) > 0 ? OptionalDouble.of(get(MOMENTUM)) : OptionalDouble.empty();
        }

        private Options checked() {
            if (get(NESTEROV) && (get(MOMENTUM) == 0 || get(DAMPENING) != 0)) {
                throw new ArgumentException(
                        "Nesterov momentum: expected a momentum greater than 0 and dampening 0, got " + get(MOMENTUM)
                                + " and " + get(DAMPENING));
            }
            return this;
        }
    }
}
