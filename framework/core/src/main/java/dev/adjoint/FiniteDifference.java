package dev.adjoint;

import dev.adjoint.GradCheckReport.Comparison;
import dev.adjoint.GradCheckReport.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The numeric derivative of a function along a line through a point, and its comparison with an analytic one. */
final class FiniteDifference {
    /** Steps tried: each is an eighth of the one before, so that a smooth function's slopes approach as fast. */
    private static final int STEPS = 8;

    private static final double SHRINK = 8;

    /** Slopes that come closer by less than this factor when the step shrinks do not meet; a jump's grow by more. */
    private static final double MEETING = 4;

    /** Units in the last place by which a function value may be off. */
    private static final double ROUNDING = 8 * Math.ulp(1.0);

    private final Function<NDArray[], List<NDArray>> function;
    private final List<NDArray> weights;
    private final NDArray[] at;
    private final int input;
    private final double[] direction;
    private final List<NDArray> centre;

    FiniteDifference(
            Function<NDArray[], List<NDArray>> function,
            List<NDArray> weights,
            NDArray[] at,
            int input,
            double[] direction) {
        this.function = function;
        this.weights = weights;
        this.at = at;
        this.input = input;
        this.direction = direction;
        this.centre = function.apply(at);
    }

    /**
     * The outcome of a comparison along the line.
     *
     * @param noise what round-off may add to {@code numeric}
     */
    record Outcome(
            double analytic,
            double numeric,
            double left,
            double right,
            double tolerance,
            double noise,
            Verdict verdict) {

        /** The same by a direction that is {@code factor} times as short. */
        Outcome scaled(double factor) {
            return new Outcome(
                    analytic / factor,
                    numeric / factor,
                    left / factor,
                    right / factor,
                    tolerance / factor,
                    noise / factor,
                    verdict);
        }

        Comparison at(int order, int inputNumber, List<Integer> index, int directionNumber) {
            return new Comparison(
                    order, inputNumber, index, directionNumber, analytic, numeric, left, right, tolerance, verdict);
        }

        private Outcome as(Verdict newVerdict) {
            return new Outcome(analytic, numeric, left, right, tolerance, noise, newVerdict);
        }

        private double jump() {
            return Math.abs(right - left);
        }

        /** Whether the slopes differ by more than curvature, round-off and the tolerance explain. */
        private boolean isBent() {
            return isBentBy(1e-3);
        }

        private boolean isSharplyBent() {
            return isBentBy(0.1);
        }

        private boolean isBentBy(double part) {
            return jump() > Math.max(tolerance, Math.max(4 * noise, part * Math.max(Math.abs(left), Math.abs(right))));
        }

        /** Whether the analytic value could stand for a kink's slopes: it lies between them, or as far from them. */
        private boolean isBetweenSlopes() {
            return analytic >= Math.min(left, right) - jump() && analytic <= Math.max(left, right) + jump();
        }

        private double error() {
            double error = Math.abs(analytic - numeric);
            return Double.isNaN(error) ? Double.POSITIVE_INFINITY : error;
        }
    }

    /**
     * Compares at smaller and smaller steps until the two agree or round-off drowns the difference.
     *
     * @param slack what is allowed beside {@code relative} times the values and the round-off of the function
     */
    Outcome compare(double largestStep, double relative, double slack, double analytic) {
        List<Outcome> tried = new ArrayList<>();
        double h = largestStep;
        for (int i = 0; i < STEPS; i++, h /= SHRINK) {
            Outcome now = outcome(h, relative, slack, analytic);
            if (i > 0 && now.noise > now.tolerance - now.noise) {
                break;
            }
            if (now.verdict == Verdict.AGREES) {
                return now.isSharplyBent() && staysBent(now, h, relative, slack) ? now.as(Verdict.KINK) : now;
            }
            tried.add(now);
        }
        Outcome last = tried.get(tried.size() - 1);
        if (isKink(tried) && last.isBetweenSlopes() || isJump(tried)) {
            return last.as(Verdict.KINK);
        }
        return tried.stream().min(Comparator.comparingDouble(Outcome::error)).orElseThrow();
    }

    /** Whether a value that agrees does so only because it lies amid the slopes of a kink, as that of |x| at 0. */
    private boolean staysBent(Outcome first, double h, double relative, double slack) {
        return isKink(List.of(
                first,
                outcome(h / SHRINK, relative, slack, first.analytic),
                outcome(h / SHRINK / SHRINK, relative, slack, first.analytic)));
    }

    /** Whether the slopes on both sides stay apart as the step shrinks. */
    private static boolean isKink(List<Outcome> tried) {
        return tried.size() >= 3
                && tried.stream().allMatch(Outcome::isBent)
                && lastShrinks(tried, Outcome::jump, 1 / MEETING);
    }

    /** Whether the slope grows without limit as the step shrinks, because the function's value jumps. */
    private static boolean isJump(List<Outcome> tried) {
        return tried.size() >= 3 && lastShrinks(tried, o -> Math.abs(o.numeric), MEETING);
    }

    /** Whether a quantity grew by more than a factor at each of the last two changes of the step. */
    private static boolean lastShrinks(List<Outcome> tried, ToDoubleFunction<Outcome> quantity, double factor) {
        return IntStream.range(tried.size() - 2, tried.size())
                .allMatch(
                        i -> quantity.applyAsDouble(tried.get(i)) > factor * quantity.applyAsDouble(tried.get(i - 1)));
    }

    private Outcome outcome(double h, double relative, double slack, double analytic) {
        List<NDArray> ahead = shifted(h);
        List<NDArray> behind = shifted(-h);
        List<NDArray> farAhead = shifted(2 * h);
        List<NDArray> farBehind = shifted(-2 * h);
        double near = 0;
        double far = 0;
        double left = 0;
        double right = 0;
        double magnitude = 0;
        for (int k = 0; k < weights.size(); k++) {
            double[] v = weights.get(k).doubles();
            double[] c = centre.get(k).doubles();
            for (int i = 0; i < v.length; i++) {
                double up = farAhead.get(k).at(i);
                double down = farBehind.get(k).at(i);
                near += v[i] * (ahead.get(k).at(i) - behind.get(k).at(i));
                far += v[i] * (up - down);
                left += v[i] * (c[i] - down);
                right += v[i] * (up - c[i]);
                magnitude += up == c[i] && down == c[i] ? 0 : Math.abs(v[i]) * Math.max(Math.abs(up), Math.abs(down));
            }
        }
        double numeric = (8 * near - far) / (12 * h);
        double noise = ROUNDING * magnitude / h;
        double tolerance = relative * Math.max(Math.abs(analytic), Math.abs(numeric)) + slack + noise;
        Verdict verdict = Math.abs(analytic - numeric) <= tolerance ? Verdict.AGREES : Verdict.DIFFERS;
        return new Outcome(analytic, numeric, left / (2 * h), right / (2 * h), tolerance, noise, verdict);
    }

    private List<NDArray> shifted(double t) {
        NDArray[] moved = at.clone();
        double[] elements = at[input].toDoubleArray();
        for (int i = 0; i < elements.length; i++) {
            elements[i] += t * direction[i];
        }
        moved[input] = NDArray.wrap(at[input].shape(), elements);
        return function.apply(moved);
    }
}
