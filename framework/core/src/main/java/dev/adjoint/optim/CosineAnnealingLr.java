package dev.adjoint.optim;

/**
 * Lets the learning rate swing from its base to a minimum and back, periodically: {@code min + (base - min) (1 + cos(pi
 * step / halfPeriod)) / 2} (Loshchilov and Hutter, SGDR, 2017, without restarts). Definition: PyTorch's
 * {@code CosineAnnealingLR}.
 *
 * @param base the learning rate at step 0
 * @param halfPeriod steps from the base to the minimum, PyTorch's {@code T_max}
 * @param min the smallest learning rate
 */
public record CosineAnnealingLr(double base, int halfPeriod, double min) implements Schedule {
    /**
     * Checks the numbers.
     *
     * @param base the learning rate at step 0
     * @param halfPeriod steps from the base to the minimum, PyTorch's {@code T_max}
     * @param min the smallest learning rate
     */
    public CosineAnnealingLr {
        Range.atLeast0("base learning rate", base);
        Range.atLeast1("half period", halfPeriod);
        Range.atLeast0("minimum learning rate", min);
    }

    @Override
    public double learningRate(int step) {
        long phase = step % (2L * halfPeriod);
        return min + (base - min) * (1 + Math.cos(Math.PI * phase / halfPeriod)) / 2;
    }
}
