package dev.adjoint.optim;

import dev.adjoint.NDArray;
import dev.adjoint.Parameter;
import dev.adjoint.kernel.update.Updates;
import java.util.Collection;
import java.util.List;
import java.util.OptionalDouble;

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
 * <p>t counts the parameter's steps from 1. With AMSGrad (Reddi et al., 2018) the largest v so far stands in place of v
 * in the last line. Definition: PyTorch's {@code torch.optim.Adam}. Weight decay as a penalty interacts with the
 * scaling; {@link AdamW} keeps them apart.
 */
public class Adam extends Optimizer {
    private final Options options;
    private final boolean decoupled;

    /**
     * Creates the optimiser.
     *
     * @param parameters what it changes
     * @param options its settings
     */
    public Adam(Collection<Parameter> parameters, Options options) {
        this(parameters, options, false);
    }

    Adam(Collection<Parameter> parameters, Options options, boolean decoupled) {
        super(
                parameters,
                options.learningRate,
                OptionalDouble.of(options.beta1),
                options.amsgrad ? List.of("mean", "square", "largest") : List.of("mean", "square"));
        this.options = options;
        this.decoupled = decoupled;
    }

    /**
     * The defaults with a learning rate.
     *
     * @param learningRate the size of a step; 0.001 is a usual one
     * @return the options
     */
    public static Options options(double learningRate) {
        return new Options(learningRate, 0.9, 0.999, 1e-8, 0, false, false);
    }

    @Override
    protected final void update(NDArray value, NDArray gradient, double rate, long step, List<NDArray> state) {
        double beta1 = momentum().orElseThrow();
        Updates.adam(
                value,
                gradient,
                state,
                new Updates.Adam(
                        rate / (1 - Math.pow(beta1, step)),
                        beta1,
                        options.beta2,
                        Math.sqrt(1 - Math.pow(options.beta2, step)),
                        options.eps,
                        decoupled ? 0 : options.weightDecay,
                        decoupled ? 1 - rate * options.weightDecay : 1,
                        options.maximize ? -1 : 1));
    }

    /**
     * The settings.
     *
     * @param learningRate the size of a step
     * @param beta1 how much of the former first moment is kept, 0.9 by default; the momentum that schedules change
     * @param beta2 how much of the former second moment is kept, 0.999 by default
     * @param eps what is added to the divisor, 1e-8 by default
     * @param weightDecay how strongly parameters are drawn to 0; 0 by default, for {@link AdamW} 0.01
     * @param amsgrad whether the divisor never shrinks, false by default
     * @param maximize whether to climb instead of descend, false by default
     */
    public record Options(
            double learningRate,
            double beta1,
            double beta2,
            double eps,
            double weightDecay,
            boolean amsgrad,
            boolean maximize) {
        /**
         * Checks the numbers.
         *
         * @param learningRate the size of a step
         * @param beta1 how much of the former first moment is kept, 0.9 by default; the momentum that schedules change
         * @param beta2 how much of the former second moment is kept, 0.999 by default
         * @param eps what is added to the divisor, 1e-8 by default
         * @param weightDecay how strongly parameters are drawn to 0; 0 by default, for {@link AdamW} 0.01
         * @param amsgrad whether the divisor never shrinks, false by default
         * @param maximize whether to climb instead of descend, false by default
         */
        public Options {
            Range.atLeast0("learning rate", learningRate);
            Range.fraction("beta1", beta1);
            Range.fraction("beta2", beta2);
            Range.atLeast0("eps", eps);
            Range.atLeast0("weight decay", weightDecay);
        }

        /**
         * Sets both decay rates.
         *
         * @param newBeta1 how much of the former first moment is kept, at least 0 and less than 1
         * @param newBeta2 how much of the former second moment is kept, at least 0 and less than 1
         * @return the changed options
         */
        public Options betas(double newBeta1, double newBeta2) {
            return new Options(learningRate, newBeta1, newBeta2, eps, weightDecay, amsgrad, maximize);
        }

        /**
         * Sets what is added to the divisor.
         *
         * @param newEps 0 or more
         * @return the changed options
         */
        public Options eps(double newEps) {
            return new Options(learningRate, beta1, beta2, newEps, weightDecay, amsgrad, maximize);
        }

        /**
         * Sets the weight decay.
         *
         * @param newWeightDecay 0 or more
         * @return the changed options
         */
        public Options weightDecay(double newWeightDecay) {
            return new Options(learningRate, beta1, beta2, eps, newWeightDecay, amsgrad, maximize);
        }

        /**
         * Sets whether to use AMSGrad.
         *
         * @param newAmsgrad whether the divisor never shrinks
         * @return the changed options
         */
        public Options amsgrad(boolean newAmsgrad) {
            return new Options(learningRate, beta1, beta2, eps, weightDecay, newAmsgrad, maximize);
        }

        /**
         * Sets the direction.
         *
         * @param newMaximize whether to climb instead of descend
         * @return the changed options
         */
        public Options maximize(boolean newMaximize) {
            return new Options(learningRate, beta1, beta2, eps, weightDecay, amsgrad, newMaximize);
        }
    }
}
