package dev.adjoint.optim;

/**
 * Lowers the learning rate at every step: {@code base gamma^step}. Definition: PyTorch's {@code ExponentialLR}.
 *
 * @param base the learning rate at step 0
 * @param gamma the factor of each step
 */
public record ExponentialLr(double base, double gamma) implements Schedule {
    /**
     * Checks the numbers.
     *
     * @param base the learning rate at step 0
     * @param gamma the factor of each step
     */
    public ExponentialLr {
        Range.atLeast0("base learning rate", base);
        Range.atLeast0("gamma", gamma);
    }

    @Override
    public double learningRate(int step) {
        return base * Math.pow(gamma, step);
    }
}
