package dev.adjoint.optim;

/**
 * When a number counts as better than the best so far: if it exceeds the best by more than a threshold.
 *
 * @param greaterIsBetter whether greater numbers are better
 * @param threshold by how much a number must be better: an amount, or a part of the best so far
 * @param relative whether the threshold is a part of the best so far
 */
public record Improvement(boolean greaterIsBetter, double threshold, boolean relative) {
    /**
     * Checks the threshold.
     *
     * @param greaterIsBetter whether greater numbers are better
     * @param threshold by how much a number must be better: an amount, or a part of the best so far
     * @param relative whether the threshold is a part of the best so far
     */
    public Improvement {
        Range.atLeast0("threshold", threshold);
    }

    /**
     * Any number less than the best is better.
     *
     * @return without threshold
     */
    public static Improvement minimize() {
        return new Improvement(false, 0, false);
    }

    /**
     * Any number greater than the best is better.
     *
     * @return without threshold
     */
    public static Improvement maximize() {
        return new Improvement(true, 0, false);
    }

    /**
     * Asks for an amount.
     *
     * @param amount by how much a number must be better, 0 or more
     * @return the changed rule
     */
    public Improvement byAmount(double amount) {
        return new Improvement(greaterIsBetter, amount, false);
    }

    /**
     * Asks for a part of the best so far: with 0.01, a loss must be less than 99 % of the best one. Of no use where
     * numbers are negative.
     *
     * @param part by which part of the best a number must be better, 0 or more
     * @return the changed rule
     */
    public Improvement byPart(double part) {
        return new Improvement(greaterIsBetter, part, true);
    }

    /**
     * Compares a number with the best so far. NaN is never better.
     *
     * @param number the number
     * @param best the best so far, at first {@link #worst}
     * @return whether it is better
     */
    public boolean isBetter(double number, double best) {
        double sign = greaterIsBetter ? 1 : -1;
        double bound = best;
        if (best != worst()) {
            bound = relative ? best * (1 + sign * threshold) : best + sign * threshold;
        }
        return greaterIsBetter ? number > bound : number < bound;
    }

    /**
     * What every finite number is better than.
     *
     * @return an infinity
     */
    public double worst() {
        return greaterIsBetter ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
}
