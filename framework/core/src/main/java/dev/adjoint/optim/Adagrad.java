package dev.adjoint.optim;

import dev.adjoint.NDArray;
import dev.adjoint.Parameter;
import dev.adjoint.kernel.update.Updates;
import java.util.Collection;
import java.util.List;
import java.util.OptionalDouble;

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
     * Creates the optimiser.
     *
     * @param parameters what it changes
     * @param options its settings
     */
    public Adagrad(Collection<Parameter> parameters, Options options) {
        super(parameters, options.learningRate, OptionalDouble.empty(), List.of("sum"));
        this.options = options;
    }

    /**
     * The defaults with a learning rate.
     *
     * @param learningRate the size of a step; 0.01 is a usual one
     * @return the options
     */
    public static Options options(double learningRate) {
        return new Options(learningRate, 0, 0, 0, 1e-10, false);
    }

    @Override
    protected double initialState() {
        return options.initialAccumulator;
    }

    @Override
    protected void update(NDArray value, NDArray gradient, double rate, long step, List<NDArray> state) {
        Updates.adagrad(
                value,
                gradient,
                state,
                new Updates.Adagrad(
                        rate / (1 + (step - 1) * options.rateDecay),
                        options.eps,
                        options.weightDecay,
                        options.maximize ? -1 : 1));
    }

    /**
     * The settings.
     *
     * @param learningRate the size of a step
     * @param rateDecay how fast the learning rate decays, 0 by default
     * @param weightDecay the factor of the penalty on the squared norm of the parameters, 0 by default
     * @param initialAccumulator what the sum of squares starts from, 0 by default
     * @param eps what is added to the divisor, 1e-10 by default
     * @param maximize whether to climb instead of descend, false by default
     */
    public record Options(
            double learningRate,
            double rateDecay,
            double weightDecay,
            double initialAccumulator,
            double eps,
            boolean maximize) {
        /**
         * Checks the numbers.
         *
         * @param learningRate the size of a step
         * @param rateDecay how fast the learning rate decays, 0 by default
         * @param weightDecay the factor of the penalty on the squared norm of the parameters, 0 by default
         * @param initialAccumulator what the sum of squares starts from, 0 by default
         * @param eps what is added to the divisor, 1e-10 by default
         * @param maximize whether to climb instead of descend, false by default
         */
        public Options {
            Range.atLeast0("learning rate", learningRate);
            Range.atLeast0("learning rate decay", rateDecay);
            Range.atLeast0("weight decay", weightDecay);
            Range.atLeast0("initial accumulator", initialAccumulator);
            Range.atLeast0("eps", eps);
        }

        /**
         * Sets how fast the learning rate decays.
         *
         * @param newRateDecay 0 or more
         * @return the changed options
         */
        public Options rateDecay(double newRateDecay) {
            return new Options(learningRate, newRateDecay, weightDecay, initialAccumulator, eps, maximize);
        }

        /**
         * Sets the weight decay.
         *
         * @param newWeightDecay 0 or more
         * @return the changed options
         */
        public Options weightDecay(double newWeightDecay) {
            return new Options(learningRate, rateDecay, newWeightDecay, initialAccumulator, eps, maximize);
        }

        /**
         * Sets what the sum of squares starts from.
         *
         * @param newInitial 0 or more
         * @return the changed options
         */
        public Options initialAccumulator(double newInitial) {
            return new Options(learningRate, rateDecay, weightDecay, newInitial, eps, maximize);
        }

        /**
         * Sets what is added to the divisor.
         *
         * @param newEps 0 or more
         * @return the changed options
         */
        public Options eps(double newEps) {
            return new Options(learningRate, rateDecay, weightDecay, initialAccumulator, newEps, maximize);
        }

        /**
         * Sets the direction.
         *
         * @param newMaximize whether to climb instead of descend
         * @return the changed options
         */
        public Options maximize(boolean newMaximize) {
            return new Options(learningRate, rateDecay, weightDecay, initialAccumulator, eps, newMaximize);
        }
    }
}
