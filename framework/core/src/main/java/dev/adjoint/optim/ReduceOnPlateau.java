package dev.adjoint.optim;

import dev.adjoint.ArgumentException;
import dev.adjoint.OptionSet;
import dev.adjoint.Setting;

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
        this.state = new State(options.improvement().worst(), 0, 0);
    }

    /**
     * The defaults.
     *
     * @return the options, for a metric that should become small
     */
    public static Options options() {
        return new Options();
    }

    /**
     * Takes note of the metric after an epoch.
     *
     * @param metric its value; NaN is no improvement
     * @return whether the learning rate was lowered
     */
    public boolean step(double metric) {
        boolean better = options.improvement().isBetter(metric, state.best);
        boolean cooling = state.cooldown > 0;
        int bad = better || cooling ? 0 : state.badEpochs + 1;
        boolean plateau = bad > options.get(Options.PATIENCE);
        state = new State(
                better ? metric : state.best,
                plateau ? 0 : bad,
                plateau ? options.get(Options.COOLDOWN) : Math.max(0, state.cooldown - 1));
        return plateau && lower();
    }

    private boolean lower() {
        double rate = optimizer.learningRate();
        double lower = Math.max(rate * options.get(Options.FACTOR), options.get(Options.MIN_LEARNING_RATE));
        if (rate - lower > options.get(Options.EPS)) {
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

    /** The settings of {@link ReduceOnPlateau}. A value: setting gives a changed copy. */
    public static final class Options extends OptionSet<Options> {
        private static final Setting<Improvement> IMPROVEMENT =
                Setting.of("improvement", Improvement.minimize().byPart(1e-4));
        private static final Setting<Double> FACTOR = Setting.fraction("factor", 0.1);
        private static final Setting<Integer> PATIENCE = Setting.atLeast("patience", 0, 10);
        private static final Setting<Integer> COOLDOWN = Setting.atLeast("cooldown", 0, 0);
        private static final Setting<Double> MIN_LEARNING_RATE = Setting.atLeast0("lowest learning rate", 0);
        private static final Setting<Double> EPS = Setting.atLeast0("eps", 1e-8);

        private Options() {}

        /**
         * Sets when an epoch is better; by default when the metric is less than 99.99 % of the best.
         *
         * @param improvement the rule; PyTorch's {@code mode}, {@code threshold} and {@code threshold_mode}
         * @return the changed options
         */
        public Options improvement(Improvement improvement) {
            return with(IMPROVEMENT, improvement);
        }

        /**
         * Sets what the learning rate is multiplied with.
         *
         * @param factor at least 0 and less than 1, 0.1 by default
         * @return the changed options
         */
        public Options factor(double factor) {
            return with(FACTOR, factor);
        }

        /**
         * Sets how many epochs in a row without improvement are put up with.
         *
         * @param epochs 0 or more, 10 by default
         * @return the changed options
         */
        public Options patience(int epochs) {
            return with(PATIENCE, epochs);
        }

        /**
         * Sets for how many epochs after a reduction none counts as bad.
         *
         * @param epochs 0 or more, 0 by default
         * @return the changed options
         */
        public Options cooldown(int epochs) {
            return with(COOLDOWN, epochs);
        }

        /**
         * Sets the lowest learning rate.
         *
         * @param rate 0 or more, 0 by default
         * @return the changed options
         */
        public Options minLearningRate(double rate) {
            return with(MIN_LEARNING_RATE, rate);
        }

        /**
         * Sets the least change: a smaller one is not made.
         *
         * @param change 0 or more, 1e-8 by default
         * @return the changed options
         */
        public Options eps(double change) {
            return with(EPS, change);
        }

        Improvement improvement() {
            return get(IMPROVEMENT);
        }
    }
}
