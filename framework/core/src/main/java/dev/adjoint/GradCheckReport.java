package dev.adjoint;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a {@link GradCheck} found: one comparison for each element that was checked, or for each random direction.
 *
 * @param comparisons in the order of orders, inputs and elements
 */
public record GradCheckReport(List<Comparison> comparisons) {
    private static final int SHOWN = 5;

    /** How an analytic derivative relates to the numeric one. */
    public enum Verdict {
        /** They are equal within the tolerance. */
        AGREES,
        /**
         * The function has no derivative here: its slopes to the left and to the right differ however small the step,
         * and the analytic value is one that could stand for them. That proves the gradient neither right nor wrong.
         */
        KINK,
        /** They differ. */
        DIFFERS
    }

    /**
     * One derivative, computed in both ways.
     *
     * @param order 1 for the gradient, 2 for the gradient of the gradient
     * @param input which input, from 0; {@link #UPSTREAM} for the gradient from above
     * @param index the element's index along each axis; empty for a scalar and for a direction
     * @param direction which random direction, from 0; -1 for an element
     * @param analytic what the vector-Jacobian products gave
     * @param numeric what the differences gave
     * @param left the slope of the function on the left, by the smallest step tried
     * @param right the slope of the function on the right, by the smallest step tried
     * @param tolerance how far the two may be apart
     * @param verdict whether they agree
     */
    public record Comparison(
            int order,
            int input,
            List<Integer> index,
            int direction,
            double analytic,
            double numeric,
            double left,
            double right,
            double tolerance,
            Verdict verdict) {

        /** The number that stands for the gradient from above, an input of the second order. */
        public static final int UPSTREAM = -1;

        /**
         * How far the two values are apart.
         *
         * @return the absolute difference; infinite if either is not a number
         */
        public double error() {
            double error = Math.abs(analytic - numeric);
            return Double.isNaN(error) ? Double.POSITIVE_INFINITY : error;
        }

        @Override
        public String toString() {
            String what = input == UPSTREAM ? "upstream gradient" : "input " + input;
            String where = direction < 0 ? " at " + index : " along random direction " + direction;
            String values = ": analytic " + analytic + ", numeric " + numeric;
            String outcome = switch (verdict) {
                case AGREES -> ", agree within " + tolerance;
                case KINK -> ", a kink: slope " + left + " on the left, " + right + " on the right";
                case DIFFERS -> ", differ by " + error() + ", more than " + tolerance;
            };
            return (order == 1 ? "gradient" : "second-order gradient") + " of " + what + where + values + outcome;
        }
    }

    /**
     * Copies the comparisons.
     *
     * @param comparisons in the order of orders, inputs and elements
     */
    public GradCheckReport {
        comparisons = List.copyOf(comparisons);
    }

    /**
     * Whether every derivative agrees.
     *
     * @return false also if there is a kink, at which nothing can be told
     */
    public boolean passed() {
        return comparisons.stream().allMatch(c -> c.verdict() == Verdict.AGREES);
    }

    /**
     * The derivatives that are wrong.
     *
     * @return those that differ, the worst of the lower order first
     */
    public List<Comparison> failures() {
        return of(Verdict.DIFFERS);
    }

    /**
     * The elements at which the function has no derivative.
     *
     * @return the kinks; move the input away from them to check its gradient
     */
    public List<Comparison> kinks() {
        return of(Verdict.KINK);
    }

    /**
     * The comparison that is furthest from its tolerance, among the failures if there are any, and among kinks only if
     * there is nothing else; a first-order one before a second-order one, which it usually explains.
     *
     * @return the worst
     * @throws java.util.NoSuchElementException if no input had any element
     */
    public Comparison worst() {
        Verdict[] fromTheWorst = {Verdict.DIFFERS, Verdict.AGREES, Verdict.KINK};
        for (Verdict verdict : fromTheWorst) {
            List<Comparison> found = of(verdict);
            if (!found.isEmpty()) {
                return found.get(0);
            }
        }
        throw new java.util.NoSuchElementException("gradient check: no input has any element");
    }

    /**
     * Insists that every derivative agrees.
     *
     * @return this
     * @throws GradCheckException if one differs, or could not be told because of a kink
     */
    public GradCheckReport requirePassed() {
        if (!passed()) {
            throw new GradCheckException(this);
        }
        return this;
    }

    private List<Comparison> of(Verdict verdict) {
        return comparisons.stream()
                .filter(c -> c.verdict() == verdict)
                .sorted(Comparator.comparingInt(Comparison::order).thenComparingDouble(c -> -c.error() / c.tolerance()))
                .toList();
    }

    /** The outcome in a line, and below it the worst elements. */
    @Override
    public String toString() {
        List<Comparison> failures = failures();
        List<Comparison> kinks = kinks();
        String head =
                "gradient check " + (passed() ? "passed" : failures.isEmpty() ? "undecided at kinks" : "failed") + ": "
                        + comparisons.size() + " derivatives, " + failures.size() + " wrong, " + kinks.size()
                        + " at a kink";
        return head + lines(failures) + lines(kinks) + (passed() && !comparisons.isEmpty() ? "\n  " + worst() : "");
    }

    private static String lines(List<Comparison> list) {
        String rest = list.size() > SHOWN ? "\n  and " + (list.size() - SHOWN) + " more" : "";
        return list.stream().limit(SHOWN).map(c -> "\n  " + c).collect(Collectors.joining()) + rest;
    }
}
