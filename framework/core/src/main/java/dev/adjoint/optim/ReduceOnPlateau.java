package dev.adjoint.optim;

import dev.adjoint.ArgumentException;

/**
 * Lowers the learning rate when a metric no longer becomes better: after more than {@code patience} epochs in a row
 * that did not improve on the best one, the rate becomes {@code max(factor rate, minimum)}. For {@code cooldown} epochs
 * after that no epoch counts as bad. Definition: PyTorch's {@code ReduceLROnPlateau}.
 *
 * <pre>{@code
 * ReduceOnPlateau plateau = new ReduceOnPlateau(optimizer, ReduceOnPlateau.options().factor(0.5).patience(3));
 * plateau.step(validationLoss);               // after each epoch
 * }</pre>
 */
public final class ReduceOnPlateau {
    private final Optimizer optimizer;
    private final Options options;
    private State state;

    /**
     * Watches from now on.
     *
     * @param optimizer whose learning rate is lowered
     * @param options the settings
     */
    public ReduceOnPlateau(Optimizer optimizer, Options options) {
        this.optimizer = optimizer;
        this.options = options;
        this.state = new State(options.improvement.worst(), 0, 0);
    }

    /**
     * The defaults.
     *
     * @return the options, for a metric that should become small
     */
    public static Options options() {
        return new Options(Improvement.minimize().byPart(1e-4), 0.1, 10, 0, 0, 1e-8);
    }

    /**
     * Takes note of the metric after an epoch.
     *
     * @param metric its value; NaN is no improvement
     * @return whether the learning rate was lowered
     */
    public boolean step(double metric) {
        boolean better = options.improvement.isBetter(metric, state.best);
        boolean cooling = state.cooldown > 0;
        int bad = better || cooling ? 0 : state.badEpochs + 1;
        boolean plateau = bad > options.patience;
        state = new State(
                better ? metric : state.best,
                plateau ? 0 : bad,
                plateau ? options.cooldown : Math.max(0, state.cooldown - 1));
        return plateau && lower();
    }

    private boolean lower() {
        double rate = optimizer.learningRate();
        double lower = Math.max(rate * options.factor, options.minLearningRate);
        if (rate - lower > options.eps) {
            optimizer.setLearningRate(lower);
            return true;
        }
        return false;
    }

    /**
     * What the next steps depend on, besides the optimiser.
     *
     * @return the state now
     */
    public State state() {
        return state;
    }

    /**
     * Goes on from a state.
     *
     * @param saved what {@link #state} gave
     */
    public void load(State saved) {
        state = saved;
    }

    /**
     * What is remembered between epochs.
     *
     * @param best the best metric so far, an infinity at first
     * @param badEpochs epochs in a row without improvement
     * @param cooldown epochs for which none will count as bad
     */
    public record State(double best, int badEpochs, int cooldown) {
        /**
         * Checks the numbers.
         *
         * @param best the best metric so far, an infinity at first
         * @param badEpochs epochs in a row without improvement
         * @param cooldown epochs for which none will count as bad
         */
        public State {
            if (Double.isNaN(best) || badEpochs < 0 || cooldown < 0) {
                throw new ArgumentException("state of ReduceOnPlateau: expected a number and two counts, got best "
                        + best + ", bad epochs " + badEpochs + ", cooldown " + cooldown);
            }
        }
    }

    /**
     * The settings.
     *
     * @param improvement when an epoch is better; by default when the metric is less than 99.99 % of the best
     * @param factor what the learning rate is multiplied with, at least 0 and less than 1; 0.1 by default
     * @param patience the epochs in a row without improvement that are put up with, 10 by default
     * @param cooldown the epochs after a reduction in which none counts as bad, 0 by default
     * @param minLearningRate the lowest learning rate, 0 by default
     * @param eps the least change: a smaller one is not made; 1e-8 by default
     */
    public record Options(
            Improvement improvement, double factor, int patience, int cooldown, double minLearningRate, double eps) {
        /**
         * Checks the numbers.
         *
         * @param improvement when an epoch is better; by default when the metric is less than 99.99 % of the best
         * @param factor what the learning rate is multiplied with, at least 0 and less than 1; 0.1 by default
         * @param patience the epochs in a row without improvement that are put up with, 10 by default
         * @param cooldown the epochs after a reduction in which none counts as bad, 0 by default
         * @param minLearningRate the lowest learning rate, 0 by default
         * @param eps the least change: a smaller one is not made; 1e-8 by default
         */
        public Options {
            Range.fraction("factor", factor);
            Range.atLeast0("patience", patience);
            Range.atLeast0("cooldown", cooldown);
            Range.atLeast0("lowest learning rate", minLearningRate);
            Range.atLeast0("eps", eps);
        }

        /**
         * Sets when an epoch is better.
         *
         * @param newImprovement the rule; PyTorch's {@code mode}, {@code threshold} and {@code threshold_mode}
         * @return the changed options
         */
        public Options improvement(Improvement newImprovement) {
            return new Options(newImprovement, factor, patience, cooldown, minLearningRate, eps);
        }

        /**
         * Sets the factor.
         *
         * @param newFactor at least 0 and less than 1
         * @return the changed options
         */
        public Options factor(double newFactor) {
            return new Options(improvement, newFactor, patience, cooldown, minLearningRate, eps);
        }

        /**
         * Sets the patience.
         *
         * @param epochs 0 or more
         * @return the changed options
         */
        public Options patience(int epochs) {
            return new Options(improvement, factor, epochs, cooldown, minLearningRate, eps);
        }

        /**
         * Sets the cooldown.
         *
         * @param epochs 0 or more
         * @return the changed options
         */
        public Options cooldown(int epochs) {
            return new Options(improvement, factor, patience, epochs, minLearningRate, eps);
        }

        /**
         * Sets the lowest learning rate.
         *
         * @param rate 0 or more
         * @return the changed options
         */
        public Options minLearningRate(double rate) {
            return new Options(improvement, factor, patience, cooldown, rate, eps);
        }

        /**
         * Sets the least change.
         *
         * @param change 0 or more
         * @return the changed options
         */
        public Options eps(double change) {
            return new Options(improvement, factor, patience, cooldown, minLearningRate, change);
        }
    }
}
