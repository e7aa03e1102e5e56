package dev.adjoint.data;

import dev.adjoint.ArgumentException;
import dev.adjoint.DType;
import dev.adjoint.NDArray;
import java.util.random.RandomGenerator;

/**
 * Converts to an element type and multiplies: {@code y = factor x}. Works on samples of any shape.
 *
 * @param dtype the wanted element type
 * @param factor the factor of each number
 */
public record ToFloat(DType dtype, double factor) implements Transform {
    /** Brings pixels from 0 .. 255 to 0 .. 1, float32. */
    public static final ToFloat PIXELS = new ToFloat(DType.FLOAT32, 1 / 255.0);

    /**
     * Checks the factor.
     *
     * @param dtype the wanted element type
     * @param factor the factor of each number
     * @throws ArgumentException if the factor is not finite
     */
    public ToFloat {
        Require.finite("to float: factor", factor);
    }

    @Override
    public NDArray apply(NDArray sample, RandomGenerator random) {
        double[] numbers = sample.toDoubleArray();
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] *= factor;
        }
        return NDArray.wrap(sample.shape(), numbers).to(dtype);
    }
}
