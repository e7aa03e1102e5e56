package dev.adjoint.optim;

/**
 * Lowers the learning rate at regular intervals: {@code base gamma^floor(step / stepSize)}. Definition: PyTorch's
 * {@code StepLR}.
 *
 * @param base the learning rate at step 0
 * @param stepSize steps between two changes
 * @param gamma the factor of each change
 */
public record StepLr(double base, int stepSize, double gamma) implements Schedule {
    /**
     * Checks the numbers.
     *
     * @param base the learning rate at step 0
     * @param stepSize steps between two changes
     * @param gamma the factor of each change
     */
    public StepLr {
        Range.atLeast0("base learning rate", base);
        Range.atLeast1("step size", stepSize);
        Range.atLeast0("gamma", gamma);
    }

    @Override
    public double learningRate(int step) {
        return base * Math.pow(gamma, step / stepSize);
    }
}
