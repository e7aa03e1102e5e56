package dev.adjoint.optim;

import dev.adjoint.ArgumentException;
import java.util.Map;

/** The common part of metrics that are a mean over samples. Without samples the mean is NaN. */
abstract class Mean implements Metric {
    private final String name;
    private double sum;
    private double weight;

    Mean(String name) {
        this.name = name;
    }

    /** Adds {@code n} samples whose numbers add up to {@code total}. */
    final void add(double total, double n) {
        sum += total;
        weight += n;
    }

    @Override
    public final Map<String, Double> values() {
        return Map.of(name, sum / weight);
    }

    @Override
    public final void reset() {
        sum = 0;
        weight = 0;
    }

    @Override
    public final double[] state() {
        return new double[] {sum, weight};
    }

    @Override
    public final void restore(double... state) {
        if (state.length != 2) {
            throw new ArgumentException(
                    "state of metric " + name + ": expected a sum and a number, got " + state.length + " numbers");
        }
        sum = state[0];
        weight = state[1];
    }
}
