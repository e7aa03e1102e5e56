package dev.adjoint.optim;

import java.util.OptionalDouble;

/**
 * One cycle (Smith and Topin, 2018): the learning rate rises from {@code max / divFactor} to {@code max} while the
 * momentum falls from its maximum to its base, and both go back, the rate at last down to {@code max / divFactor /
 * finalDivFactor}.
 *
 * <p>In two phases the rate falls from the top to the end at once. In three it falls to the start first, as slowly as
 * it rose, and then to the end while the momentum stays. After the last step both stay as they are. Definition:
 * PyTorch's {@code OneCycleLR}.
 *
 * @param max the highest learning rate
 * @param totalSteps the number of steps of the cycle
 * @param riseFraction the part of the steps in which the rate rises, 0.3 by default; PyTorch's {@code pct_start}
 * @param anneal the curve between the turning points, a cosine by default
 * @param cycleMomentum whether the momentum changes too, true by default
 * @param baseMomentum the lowest momentum, 0.85 by default
 * @param maxMomentum the highest momentum, 0.95 by default
 * @param divFactor the highest over the first learning rate, 25 by default
 * @param finalDivFactor the first over the last learning rate, 10,000 by default
 * @param threePhase whether the rate falls in two phases, false by default
 */
public record OneCycleLr(
        double max,
        int totalSteps,
        double riseFraction,
        Anneal anneal,
        boolean cycleMomentum,
        double baseMomentum,
        double maxMomentum,
        double divFactor,
        double finalDivFactor,
        boolean threePhase)
        implements Schedule {
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

    /**
     * Checks the numbers.
     *
     * @param max the highest learning rate
     * @param totalSteps the number of steps of the cycle
     * @param riseFraction the part of the steps in which the rate rises, 0.3 by default; PyTorch's {@code pct_start}
     * @param anneal the curve between the turning points, a cosine by default
     * @param cycleMomentum whether the momentum changes too, true by default
     * @param baseMomentum the lowest momentum, 0.85 by default
     * @param maxMomentum the highest momentum, 0.95 by default
     * @param divFactor the highest over the first learning rate, 25 by default
     * @param finalDivFactor the first over the last learning rate, 10,000 by default
     * @param threePhase whether the rate falls in two phases, false by default
     */
    public OneCycleLr {
        Range.atLeast0("highest learning rate", max);
        Range.atLeast1("total steps", totalSteps);
        Range.closedFraction("rise fraction", riseFraction);
        Range.fraction("base momentum", baseMomentum);
        Range.fraction("highest momentum", maxMomentum);
        Range.positive("div factor", divFactor);
        Range.positive("final div factor", finalDivFactor);
    }

    /**
     * A cycle with everything else at its default.
     *
     * @param max the highest learning rate
     * @param totalSteps the number of steps of the cycle
     * @return the schedule
     */
    public static OneCycleLr of(double max, int totalSteps) {
        return new OneCycleLr(max, totalSteps, 0.3, Anneal.COSINE, true, 0.85, 0.95, 25, 1e4, false);
    }

    /**
     * Sets how long the rate rises.
     *
     * @param fraction the part of the steps, from 0 to 1
     * @return the changed schedule
     */
    public OneCycleLr riseFraction(double fraction) {
        return new OneCycleLr(
                max,
                totalSteps,
                fraction,
                anneal,
                cycleMomentum,
                baseMomentum,
                maxMomentum,
                divFactor,
                finalDivFactor,
                threePhase);
    }

    /**
     * Sets the curve.
     *
     * @param curve the curve between two turning points
     * @return the changed schedule
     */
    public OneCycleLr anneal(Anneal curve) {
        return new OneCycleLr(
                max,
                totalSteps,
                riseFraction,
                curve,
                cycleMomentum,
                baseMomentum,
                maxMomentum,
                divFactor,
                finalDivFactor,
                threePhase);
    }

    /**
     * Sets whether the momentum changes too.
     *
     * @param cycle whether it does; false for optimisers without momentum
     * @return the changed schedule
     */
    public OneCycleLr cycleMomentum(boolean cycle) {
        return new OneCycleLr(
                max,
                totalSteps,
                riseFraction,
                anneal,
                cycle,
                baseMomentum,
                maxMomentum,
                divFactor,
                finalDivFactor,
                threePhase);
    }

    /**
     * Sets the range of the momentum.
     *
     * @param base the lowest
     * @param highest the highest
     * @return the changed schedule
     */
    public OneCycleLr momentumRange(double base, double highest) {
        return new OneCycleLr(
                max,
                totalSteps,
                riseFraction,
                anneal,
                cycleMomentum,
                base,
                highest,
                divFactor,
                finalDivFactor,
                threePhase);
    }

    /**
     * Sets how far below the highest learning rate the cycle starts and ends.
     *
     * @param first the highest over the first learning rate
     * @param last the first over the last learning rate
     * @return the changed schedule
     */
    public OneCycleLr divFactors(double first, double last) {
        return new OneCycleLr(
                max,
                totalSteps,
                riseFraction,
                anneal,
                cycleMomentum,
                baseMomentum,
                maxMomentum,
                first,
                last,
                threePhase);
    }

    /**
     * Sets whether the rate falls in two phases.
     *
     * @param three whether there are three phases in all
     * @return the changed schedule
     */
    public OneCycleLr threePhase(boolean three) {
        return new OneCycleLr(
                max,
                totalSteps,
                riseFraction,
                anneal,
                cycleMomentum,
                baseMomentum,
                maxMomentum,
                divFactor,
                finalDivFactor,
                three);
    }

    @Override
    public double learningRate(int step) {
        double first = max / divFactor;
        double last = first / finalDivFactor;
        return threePhase ? at(step, first, max, first, last) : at(step, first, max, last);
    }

    @Override
    public OptionalDouble momentum(int step) {
        if (!cycleMomentum) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(
                threePhase
                        ? at(step, maxMomentum, baseMomentum, maxMomentum, maxMomentum)
                        : at(step, maxMomentum, baseMomentum, maxMomentum));
    }

    /** The curve through the turning points. */
    private double at(int number, double... points) {
        int step = Math.min(number, totalSteps - 1);
        int last = points.length - 2;
        int phase = 0;
        while (phase < last && step > phaseEnd(phase)) {
            phase++;
        }
        double start = phase == 0 ? 0 : phaseEnd(phase - 1);
        double end = phase == last ? totalSteps - 1 : phaseEnd(phase);
        double fraction = end == start ? 1 : (step - start) / (end - start);
        return anneal.between(points[phase], points[phase + 1], fraction);
    }

    /** Where a phase but the last ends, not rounded to a step; each of them is as long as the rise. */
    private double phaseEnd(int phase) {
        return (phase + 1) * (riseFraction * totalSteps - 1);
    }
}
