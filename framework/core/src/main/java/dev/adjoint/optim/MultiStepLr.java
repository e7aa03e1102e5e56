package dev.adjoint.optim;

import java.util.List;

/**
 * Lowers the learning rate at given steps: {@code base gamma^k}, where k is the number of milestones reached. A
 * milestone that is listed twice counts twice. Definition: PyTorch's {@code MultiStepLR}.
 *
 * @param base the learning rate at step 0
 * @param milestones the steps at which it changes
 * @param gamma the factor of each change
 */
public record MultiStepLr(double base, List<Integer> milestones, double gamma) implements Schedule {
    /**
     * Checks the numbers.
     *
     * @param base the learning rate at step 0
     * @param milestones the steps at which it changes
     * @param gamma the factor of each change
     */
    public MultiStepLr {
        Range.atLeast0("base learning rate", base);
        Range.atLeast0("gamma", gamma);
        milestones = List.copyOf(milestones);
        for (int milestone : milestones) {
            Range.atLeast0("milestone", milestone);
        }
    }

    @Override
    public double learningRate(int step) {
        return base * Math.pow(gamma, milestones.stream().filter(m -> m <= step).count());
    }
}
