package dev.adjoint.optim;

import dev.adjoint.ArgumentException;
import dev.adjoint.NDArray;
import dev.adjoint.Parameter;
import dev.adjoint.kernel.update.Updates;
import java.util.Collection;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Stochastic gradient descent, with momentum (Polyak, 1964) on request.
 *
 * <pre>
 * d = g + weightDecay p              g negated first to maximise
 * b = momentum b + (1 - dampening) d        at the first step b = d
 * p = p - learningRate (b, or d + momentum b with Nesterov's momentum)
 * </pre>
 *
 * <p>Without momentum {@code p = p - learningRate d}. Definition: PyTorch's {@code torch.optim.SGD}; its momentum
 * differs from that of Sutskever et al. (2013) in that the learning rate stands outside the buffer.
 */
public final class Sgd extends Optimizer {
    private final Options options;

    /**
     * Creates the optimiser.
     *
     * @param parameters what it changes
     * @param options its settings
     * @throws ArgumentException if there are no parameters, or Nesterov's momentum is asked for without momentum or
     *     with dampening
     */
    public Sgd(Collection<Parameter> parameters, Options options) {
        super(
                parameters,
                options.learningRate,
                options.momentum > 0 ? OptionalDouble.of(options.momentum) : OptionalDouble.empty(),
                options.momentum > 0 ? List.of("momentum") : List.of());
        if (options.nesterov && (options.momentum == 0 || options.dampening != 0)) {
            throw new ArgumentException("Nesterov momentum: expected a momentum greater than 0 and dampening 0, got "
                    + options.momentum + " and " + options.dampening);
        }
        this.options = options;
    }

    /**
     * The defaults with a learning rate.
     *
     * @param learningRate the size of a step
     * @return the options
     */
    public static Options options(double learningRate) {
        return new Options(learningRate, 0, 0, 0, false, false);
    }

    @Override
    protected void update(NDArray value, NDArray gradient, double rate, long step, List<NDArray> state) {
        Updates.sgd(
                value,
                gradient,
                state,
                new Updates.Sgd(
                        rate,
                        momentum().orElse(0),
                        step == 1 ? 1 : 1 - options.dampening,
                        options.nesterov,
                        options.weightDecay,
                        options.maximize ? -1 : 1));
    }

    /**
     * The settings.
     *
     * @param learningRate the size of a step
     * @param momentum how much of the former direction is kept, 0 by default
     * @param dampening how much of a new gradient is kept out of the momentum buffer, 0 by default
     * @param weightDecay the factor of the penalty on the squared norm of the parameters, 0 by default
     * @param nesterov whether to look ahead (Nesterov, 1983), false by default
     * @param maximize whether to climb instead of descend, false by default
     */
    public record Options(
            double learningRate,
            double momentum,
            double dampening,
            double weightDecay,
            boolean nesterov,
            boolean maximize) {
        /**
         * Checks the numbers.
         *
         * @param learningRate the size of a step
         * @param momentum how much of the former direction is kept, 0 by default
         * @param dampening how much of a new gradient is kept out of the momentum buffer, 0 by default
         * @param weightDecay the factor of the penalty on the squared norm of the parameters, 0 by default
         * @param nesterov whether to look ahead (Nesterov, 1983), false by default
         * @param maximize whether to climb instead of descend, false by default
         */
        public Options {
            Range.atLeast0("learning rate", learningRate);
            Range.fraction("momentum", momentum);
            Range.closedFraction("dampening", dampening);
            Range.atLeast0("weight decay", weightDecay);
        }

        /**
         * Sets the momentum.
         *
         * @param newMomentum at least 0 and less than 1
         * @return the changed options
         */
        public Options momentum(double newMomentum) {
            return new Options(learningRate, newMomentum, dampening, weightDecay, nesterov, maximize);
        }

        /**
         * Sets the dampening.
         *
         * @param newDampening from 0 to 1
         * @return the changed options
         */
        public Options dampening(double newDampening) {
            return new Options(learningRate, momentum, newDampening, weightDecay, nesterov, maximize);
        }

        /**
         * Sets the weight decay.
         *
         * @param newWeightDecay 0 or more
         * @return the changed options
         */
        public Options weightDecay(double newWeightDecay) {
            return new Options(learningRate, momentum, dampening, newWeightDecay, nesterov, maximize);
        }

        /**
         * Sets whether to use Nesterov's momentum, which needs a momentum and no dampening.
         *
         * @param newNesterov whether to look ahead
         * @return the changed options
         */
        public Options nesterov(boolean newNesterov) {
            return new Options(learningRate, momentum, dampening, weightDecay, newNesterov, maximize);
        }

        /**
         * Sets the direction.
         *
         * @param newMaximize whether to climb instead of descend
         * @return the changed options
         */
        public Options maximize(boolean newMaximize) {
            return new Options(learningRate, momentum, dampening, weightDecay, nesterov, newMaximize);
        }
    }
}
