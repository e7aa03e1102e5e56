package dev.adjoint.nn;

import dev.adjoint.Tensor;

/** How the losses of single elements become one. */
public enum Reduction {
    /** They stay as they are. */
    NONE,
    /** Their mean; what each loss divides by, it says. */
    MEAN,
    /** Their sum. */
    SUM,
    /** Their sum over the size of the first axis, the number of samples. */
    BATCH_MEAN;

    /** Reduces, the mean being the sum over the number of elements. */
    Tensor of(Tensor losses) {
        return of(losses, losses.shape().size(), losses.rank() == 0 ? 1 : losses.dim(0));
    }

    /** Reduces, the mean being the sum over {@code divisor}. */
    Tensor of(Tensor losses, double divisor, int samples) {
        return switch (this) {
            case NONE -> losses;
            case SUM -> losses.sum();
            case MEAN -> losses.sum().div(divisor);
            case BATCH_MEAN -> losses.sum().div(samples);
        };
    }
}
