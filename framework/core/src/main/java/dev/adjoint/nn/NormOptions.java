package dev.adjoint.nn;

import dev.adjoint.ArgumentException;
import dev.adjoint.DType;
import dev.adjoint.OptionSet;
import dev.adjoint.Setting;
import java.util.OptionalDouble;

/** The settings of a batch or instance normalisation. */
public final class NormOptions extends OptionSet<NormOptions> {
    private static final Setting<Double> EPS = Setting.atLeast0("eps", 1e-5);
    private static final Setting<Double> MOMENTUM = Setting.part("momentum", 0.1);
    private static final Setting<Boolean> PLAIN_AVERAGE = Setting.flag("plain average");
    private static final Setting<Boolean> AFFINE = Setting.of("affine", true);
    private static final Setting<Boolean> RUNNING_STATISTICS = Setting.of("running statistics", true);
    private static final Setting<DType> DTYPE = Setting.of("dtype", DType.FLOAT32);

    /** The defaults of batch normalisation: affine, with running statistics. */
    public static final NormOptions BATCH = new NormOptions();

    /** The defaults of instance normalisation: neither affine nor with running statistics. */
    public static final NormOptions INSTANCE = BATCH.affine(false).runningStatistics(false);

    private NormOptions() {}

    /**
     * Sets eps.
     *
     * @param value what is added to the variance
     * @return the changed options
     * @throws ArgumentException if it is negative or not finite
     */
    public NormOptions eps(double value) {
        return with(EPS, value);
    }

    /**
     * What is added to the variance.
     *
     * @return 1e-5 by default
     */
    public double eps() {
        return get(EPS);
    }

    /**
     * Sets the momentum.
     *
     * @param value the weight of a batch in the running statistics
     * @return the changed options
     * @throws ArgumentException if it is not from 0 to 1
     */
    public NormOptions momentum(double value) {
        return with(MOMENTUM, value).with(PLAIN_AVERAGE, false);
    }

    /**
     * Makes the running statistics the plain average of all batches, PyTorch's {@code momentum=None}.
     *
     * @return the changed options
     */
    public NormOptions plainAverage() {
        return with(PLAIN_AVERAGE, true);
    }

    /**
     * The weight of a batch in the running statistics.
     *
     * @return 0.1 by default; empty for the plain average of all batches
     */
    public OptionalDouble momentum() {
        return get(PLAIN_AVERAGE) ? OptionalDouble.empty() : OptionalDouble.of(get(MOMENTUM));
    }

    /**
     * Sets whether there is an affine step.
     *
     * @param value whether each channel has a learned factor and summand
     * @return the changed options
     */
    public NormOptions affine(boolean value) {
        return with(AFFINE, value);
    }

    /**
     * Whether each channel has a learned factor and summand.
     *
     * @return true by default in batch normalisation
     */
    public boolean affine() {
        return get(AFFINE);
    }

    /**
     * Sets whether there are running statistics.
     *
     * @param value whether they are kept and used in evaluation
     * @return the changed options
     */
    public NormOptions runningStatistics(boolean value) {
        return with(RUNNING_STATISTICS, value);
    }

    /**
     * Whether running statistics are kept and used in evaluation.
     *
     * @return true by default in batch normalisation
     */
    public boolean runningStatistics() {
        return get(RUNNING_STATISTICS);
    }

    /**
     * Sets the element type.
     *
     * @param value that of parameters and statistics
     * @return the changed options
     */
    public NormOptions dtype(DType value) {
        return with(DTYPE, value);
    }

    /**
     * The element type of parameters and statistics.
     *
     * @return float32 by default
     */
    public DType dtype() {
        return get(DTYPE);
    }
}
