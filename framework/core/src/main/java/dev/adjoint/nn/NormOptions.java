package dev.adjoint.nn;

import dev.adjoint.DType;
import java.util.OptionalDouble;

/**
 * The settings of a batch or instance normalisation.
 *
 * @param eps what is added to the variance, 1e-5 by default
 * @param momentum the weight of a batch in the running statistics, 0.1 by default; empty for the plain average of all
 *     batches
 * @param affine whether each channel has a learned factor and summand
 * @param runningStatistics whether running statistics are kept and used in evaluation
 * @param dtype the element type of parameters and statistics, float32 by default
 */
public record NormOptions(double eps, OptionalDouble momentum, boolean affine, boolean runningStatistics, DType dtype) {
    /** The defaults of batch normalisation: affine, with running statistics. */
    public static final NormOptions BATCH = new NormOptions(1e-5, OptionalDouble.of(0.1), true, true, DType.FLOAT32);

    /** The defaults of instance normalisation: neither affine nor with running statistics. */
    public static final NormOptions INSTANCE = BATCH.affine(false).runningStatistics(false);

    /**
     * Checks the numbers.
     *
     * @param eps what is added to the variance, 1e-5 by default
     * @param momentum the weight of a batch in the running statistics, 0.1 by default; empty for the plain average of
     *     all batches
     * @param affine whether each channel has a learned factor and summand
     * @param runningStatistics whether running statistics are kept and used in evaluation
     * @param dtype the element type of parameters and statistics, float32 by default
     */
    public NormOptions {
        Layouts.requireEps(eps);
        momentum.ifPresent(m -> Layouts.probability("momentum", m));
    }

    /**
     * Sets eps.
     *
     * @param value what is added to the variance
     * @return the changed options
     */
    public NormOptions eps(double value) {
        return new NormOptions(value, momentum, affine, runningStatistics, dtype);
    }

    /**
     * Sets the momentum.
     *
     * @param value the weight of a batch in the running statistics
     * @return the changed options
     */
    public NormOptions momentum(double value) {
        return new NormOptions(eps, OptionalDouble.of(value), affine, runningStatistics, dtype);
    }

    /**
     * Makes the running statistics the plain average of all batches, PyTorch's {@code momentum=None}.
     *
     * @return the changed options
     */
    public NormOptions plainAverage() {
        return new NormOptions(eps, OptionalDouble.empty(), affine, runningStatistics, dtype);
    }

    /**
     * Sets whether there is an affine step.
     *
     * @param value whether each channel has a learned factor and summand
     * @return the changed options
     */
    public NormOptions affine(boolean value) {
        return new NormOptions(eps, momentum, value, runningStatistics, dtype);
    }

    /**
     * Sets whether there are running statistics.
     *
     * @param value whether they are kept and used in evaluation
     * @return the changed options
     */
    public NormOptions runningStatistics(boolean value) {
        return new NormOptions(eps, momentum, affine, value, dtype);
    }

    /**
     * Sets the element type.
     *
     * @param value that of parameters and statistics
     * @return the changed options
     */
    public NormOptions dtype(DType value) {
        return new NormOptions(eps, momentum, affine, runningStatistics, value);
    }
}
