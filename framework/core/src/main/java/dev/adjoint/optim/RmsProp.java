package dev.adjoint.optim;

import dev.adjoint.NDArray;
import dev.adjoint.Parameter;
import dev.adjoint.kernel.update.Updates;
import java.util.ArrayList;
import java.util.Collection;
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
     * Creates the optimiser.
     *
     * @param parameters what it changes
     * @param options its settings
     */
    public RmsProp(Collection<Parameter> parameters, Options options) {
        super(
                parameters,
                options.learningRate,
                options.momentum > 0 ? OptionalDouble.of(options.momentum) : OptionalDouble.empty(),
                stateNames(options));
        this.options = options;
    }

    private static List<String> stateNames(Options options) {
        List<String> names = new ArrayList<>(List.of("square"));
        if (options.centered) {
            names.add("mean");
        }
        if (options.momentum > 0) {
            names.add("momentum");
        }
        return names;
    }

    /**
     * The defaults with a learning rate.
     *
     * @param learningRate the size of a step; 0.01 is a usual one
     * @return the options
     */
    public static Options options(double learningRate) {
        return new Options(learningRate, 0.99, 1e-8, 0, 0, false, false);
    }

    @Override
    protected void update(NDArray value, NDArray gradient, double rate, long step, List<NDArray> state) {
        Updates.rmsProp(
                value,
                gradient,
                state,
                new Updates.RmsProp(
                        rate,
                        options.alpha,
                        options.eps,
                        momentum().orElse(0),
                        options.centered,
                        options.weightDecay,
                        options.maximize ? -1 : 1));
    }

    /**
     * The settings.
     *
     * @param learningRate the size of a step
     * @param alpha how much of the former mean square is kept, 0.99 by default
     * @param eps what is added to the divisor, 1e-8 by default
     * @param momentum how much of the former direction is kept, 0 by default
     * @param weightDecay the factor of the penalty on the squared norm of the parameters, 0 by default
     * @param centered whether to divide by the standard deviation instead of the root mean square, false by default
     * @param maximize whether to climb instead of descend, false by default
     */
    public record Options(
            double learningRate,
            double alpha,
            double eps,
            double momentum,
            double weightDecay,
            boolean centered,
            boolean maximize) {
        /**
         * Checks the numbers.
         *
         * @param learningRate the size of a step
         * @param alpha how much of the former mean square is kept, 0.99 by default
         * @param eps what is added to the divisor, 1e-8 by default
         * @param momentum how much of the former direction is kept, 0 by default
         * @param weightDecay the factor of the penalty on the squared norm of the parameters, 0 by default
         * @param centered whether to divide by the standard deviation instead of the root mean square, false by default
         * @param maximize whether to climb instead of descend, false by default
         */
        public Options {
            Range.atLeast0("learning rate", learningRate);
            Range.closedFraction("alpha", alpha);
            Range.atLeast0("eps", eps);
            Range.fraction("momentum", momentum);
            Range.atLeast0("weight decay", weightDecay);
        }

        /**
         * Sets how fast the mean square forgets.
         *
         * @param newAlpha how much of it is kept at a step, from 0 to 1
         * @return the changed options
         */
        public Options alpha(double newAlpha) {
            return new Options(learningRate, newAlpha, eps, momentum, weightDecay, centered, maximize);
        }

        /**
         * Sets what is added to the divisor.
         *
         * @param newEps 0 or more
         * @return the changed options
         */
        public Options eps(double newEps) {
            return new Options(learningRate, alpha, newEps, momentum, weightDecay, centered, maximize);
        }

        /**
         * Sets the momentum.
         *
         * @param newMomentum at least 0 and less than 1
         * @return the changed options
         */
        public Options momentum(double newMomentum) {
            return new Options(learningRate, alpha, eps, newMomentum, weightDecay, centered, maximize);
        }

        /**
         * Sets the weight decay.
         *
         * @param newWeightDecay 0 or more
         * @return the changed options
         */
        public Options weightDecay(double newWeightDecay) {
            return new Options(learningRate, alpha, eps, momentum, newWeightDecay, centered, maximize);
        }

        /**
         * Sets what the step is divided by.
         *
         * @param newCentered true for the standard deviation, false for the root mean square
         * @return the changed options
         */
        public Options centered(boolean newCentered) {
            return new Options(learningRate, alpha, eps, momentum, weightDecay, newCentered, maximize);
        }

        /**
         * Sets the direction.
         *
         * @param newMaximize whether to climb instead of descend
         * @return the changed options
         */
        public Options maximize(boolean newMaximize) {
            return new Options(learningRate, alpha, eps, momentum, weightDecay, centered, newMaximize);
        }
    }
}
