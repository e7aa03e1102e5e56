package dev.adjoint.optim;

import dev.adjoint.OptionSet;
import dev.adjoint.Setting;
import java.util.OptionalDouble;

/**
 * One cycle (Smith and Topin, 2018): the learning rate rises from {@code max / divFactor} to {@code max} while the
 * momentum falls from its maximum to its base, and both go back, the rate at last down to {@code max / divFactor /
 * finalDivFactor}.
 *
 * <p>In two phases the rate falls from the top to the end at once. In three it falls to the start first, as slowly as
 * it rose, and then to the end while the momentum stays. After the last step both stay as they are. Definition:
 * PyTorch's {@code OneCycleLR}.
 */
public final class OneCycleLr extends OptionSet<OneCycleLr> implements Schedule {
    private static final Setting<Double> MAX = Setting.atLeast0("highest learning rate", 0);
    private static final Setting<Integer> TOTAL_STEPS = Setting.atLeast("total steps", 1, 0);
    private static final Setting<Double> RISE_FRACTION = Setting.part("rise fraction", 0.3);
    private static final Setting<Anneal> ANNEAL = Setting.of("curve", Anneal.COSINE);
    private static final Setting<Boolean> CYCLE_MOMENTUM = Setting.of("cycle momentum", true);
    private static final Setting<Double> BASE_MOMENTUM = Setting.fraction("base momentum", 0.85);
    private static final Setting<Double> MAX_MOMENTUM = Setting.fraction("highest momentum", 0.95);
    private static final Setting<Double> DIV_FACTOR = Setting.positive("div factor", 25);
    private static final Setting<Double> FINAL_DIV_FACTOR = Setting.positive("final div factor", 1e4);
    private static final Setting<Boolean> THREE_PHASE = Setting.flag("three phases");

    /** The curve between two turning points. */
    public enum Anneal {
        /** Half a period of a cosine. */
        COSINE,
        /** A straight line. */
        LINEAR;

        private double between(double start, double end, double fraction) {
            return this == COSINE
                    ? end + (start - end) / 2 * (1 + Math.cos(Math.PI * fraction))
                    : start + (end - start) * fraction;
        }
    }

    private OneCycleLr(double max, int totalSteps) {
        put(MAX, max);
        put(TOTAL_STEPS, totalSteps);
    }

    /**
     * A cycle with everything else at its default.
     *
     * @param max the highest learning rate
     * @param totalSteps the number of steps of the cycle, 1 or more
     * @return the schedule
     */
    public static OneCycleLr of(double max, int totalSteps) {
        return new OneCycleLr(max, totalSteps);
    }

    /**
     * Sets how long the rate rises.
     *
     * @param fraction the part of the steps, from 0 to 1, 0.3 by default; PyTorch's {@code pct_start}
     * @return the changed schedule
     */
    public OneCycleLr riseFraction(double fraction) {
        return with(RISE_FRACTION, fraction);
    }

    /**
     * Sets the curve.
     *
     * @param curve the curve between two turning points, a cosine by default
     * @return the changed schedule
     */
    public OneCycleLr anneal(Anneal curve) {
        return with(ANNEAL, curve);
    }

    /**
     * Sets whether the momentum changes too.
     *
     * @param cycle whether it does, true by default; false for optimisers without momentum
     * @return the changed schedule
     */
    public OneCycleLr cycleMomentum(boolean cycle) {
        return with(CYCLE_MOMENTUM, cycle);
    }

    /**
     * Sets the range of the momentum.
     *
     * @param base the lowest, 0.85 by default
     * @param highest the highest, 0.95 by default
     * @return the changed schedule
     */
    public OneCycleLr momentumRange(double base, double highest) {
        return with(BASE_MOMENTUM, base).with(MAX_MOMENTUM, highest);
    }

    /**
     * Sets how far below the highest learning rate the cycle starts and ends.
     *
     * @param first the highest over the first learning rate, 25 by default
     * @param last the first over the last learning rate, 10,000 by default
     * @return the changed schedule
     */
    public OneCycleLr divFactors(double first, double last) {
        return with(DIV_FACTOR, first).with(FINAL_DIV_FACTOR, last);
    }

    /**
     * Sets whether the rate falls in two phases.
     *
     * @param three whether there are three phases in all, false by default
     * @return the changed schedule
     */
    public OneCycleLr threePhase(boolean three) {
        return with(THREE_PHASE, three);
    }

    @Override
    public double learningRate(int step) {
        double first = get(MAX) / get(DIV_FACTOR);
        double last = first / get(FINAL_DIV_FACTOR);
        double max = get(MAX);
        return get(THREE_PHASE) ? at(step, first, max, first, last) : at(step, first, max, last);
    }

    @Override
    public OptionalDouble momentum(int step) {
        if (!get(CYCLE_MOMENTUM)) {
            return OptionalDouble.empty();
        }
        double baseMomentum = get(BASE_MOMENTUM);
        double maxMomentum = get(MAX_MOMENTUM);
        return OptionalDouble.of(
                get(THREE_PHASE)
                        ? at(step, maxMomentum, baseMomentum, maxMomentum, maxMomentum)
                        : at(step, maxMomentum, baseMomentum, maxMomentum));
    }

    /** The curve through the turning points. */
    private double at(int number, double... points) {
        int step = Math.min(number, get(TOTAL_STEPS) - 1);
        int last = points.length - 2;
        int phase = 0;
        while (phase < last && step > phaseEnd(phase)) {
            phase++;
        }
        double start = phase == 0 ? 0 : phaseEnd(phase - 1);
        double end = phase == last ? get(TOTAL_STEPS) - 1 : phaseEnd(phase);
        double fraction = end == start ? 1 : (step - start) / (end - start);
        return get(ANNEAL).between(points[phase], points[phase + 1], fraction);
    }

    /** Where a phase but the last ends, not rounded to a step; each of them is as long as the rise. */
    private double phaseEnd(int phase) {
        return (phase + 1) * (get(RISE_FRACTION) * get(TOTAL_STEPS) - 1);
    }
}
