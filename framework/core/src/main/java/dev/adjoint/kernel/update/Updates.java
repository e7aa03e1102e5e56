package dev.adjoint.kernel.update;

import dev.adjoint.DType;
import dev.adjoint.NDArray;
import dev.adjoint.backend.Parallel;
import java.util.List;

/** The update rules of optimisers: each writes a parameter and its state in place, in one pass over their elements. */
public final class Updates {
    private Updates() {}

    /**
     * The constants of a step of stochastic gradient descent.
     *
     * @param gain the weight of the new gradient in the momentum buffer
     * @param sign -1 to maximise, else 1
     */
    public record Sgd(double rate, double momentum, double gain, boolean nesterov, double decay, double sign) {}

    /**
     * The constants of a step of Adam.
     *
     * @param rate the learning rate over the first moment's bias correction
     * @param root the square root of the second moment's bias correction
     * @param shrink what the parameter is multiplied with first: decoupled weight decay
     */
    public record Adam(
            double rate,
            double beta1,
            double beta2,
            double root,
            double eps,
            double decay,
            double shrink,
            double sign) {}

    /** The constants of a step of RMSprop. */
    public record RmsProp(
            double rate, double alpha, double eps, double momentum, boolean centered, double decay, double sign) {}

    /** The constants of a step of Adagrad; the rate has decayed already. */
    public record Adagrad(double rate, double eps, double decay, double sign) {}

    /** State: the momentum buffer, or none. */
    public static void sgd(NDArray value, NDArray gradient, List<NDArray> state, Sgd step) {
        run(
                value,
                gradient,
                state,
                (p, g, s, from, to) -> UpdatesF32.sgd(p, g, s, step, from, to),
                (p, g, s, from, to) -> UpdatesF64.sgd(p, g, s, step, from, to));
    }

    /** State: the first moment, the second, and with AMSGrad the largest second. */
    public static void adam(NDArray value, NDArray gradient, List<NDArray> state, Adam step) {
        run(
                value,
                gradient,
                state,
                (p, g, s, from, to) -> UpdatesF32.adam(p, g, s, step, from, to),
                (p, g, s, from, to) -> UpdatesF64.adam(p, g, s, step, from, to));
    }

    /** State: the mean square, if centred the mean gradient, and with momentum the buffer last. */
    public static void rmsProp(NDArray value, NDArray gradient, List<NDArray> state, RmsProp step) {
        run(
                value,
                gradient,
                state,
                (p, g, s, from, to) -> UpdatesF32.rmsProp(p, g, s, step, from, to),
                (p, g, s, from, to) -> UpdatesF64.rmsProp(p, g, s, step, from, to));
    }

    /** State: the sum of squares. */
    public static void adagrad(NDArray value, NDArray gradient, List<NDArray> state, Adagrad step) {
        run(
                value,
                gradient,
                state,
                (p, g, s, from, to) -> UpdatesF32.adagrad(p, g, s, step, from, to),
                (p, g, s, from, to) -> UpdatesF64.adagrad(p, g, s, step, from, to));
    }

    private static void run(NDArray value, NDArray gradient, List<NDArray> state, UpdateF32 f32, UpdateF64 f64) {
        if (value.dtype() == DType.FLOAT32) {
            float[][] arrays = state.stream().map(NDArray::floats).toArray(float[][]::new);
            Parallel.range(value.size(), (from, to) -> f32.apply(value.floats(), gradient.floats(), arrays, from, to));
        } else {
            double[][] arrays = state.stream().map(NDArray::doubles).toArray(double[][]::new);
            Parallel.range(
                    value.size(), (from, to) -> f64.apply(value.doubles(), gradient.doubles(), arrays, from, to));
        }
    }
}
