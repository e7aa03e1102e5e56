package dev.adjoint.nn;

import dev.adjoint.DType;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.ShapeException;
import java.util.random.RandomGenerator;

/**
 * First values of weights, scaled so that neither signals nor gradients grow or vanish from layer to layer: Xavier
 * (Glorot and Bengio, 2010) and Kaiming (He et al., 2015). Definitions: PyTorch's {@code torch.nn.init}.
 */
public final class Init {
    /** Zeros, as of a bias. */
    public static final FirstValue ZEROS = constant(0);

    /** Ones, as of a factor. */
    public static final FirstValue ONES = constant(1);

    private Init() {}

    /** How the first value of a parameter or buffer is made. A layer that is loaded from a file does not make it. */
    @FunctionalInterface
    public interface FirstValue {
        /**
         * Makes it.
         *
         * @param dtype its element type
         * @param shape its shape
         * @param random where random numbers come from
         * @return the value, owned by the caller
         */
        NDArray create(DType dtype, Shape shape, RandomGenerator random);
    }

    /**
     * One number everywhere.
     *
     * @param number the number
     * @return the rule
     */
    public static FirstValue constant(double number) {
        return (dtype, shape, random) -> number == 0 ? NDArray.zeros(dtype, shape) : NDArray.full(dtype, shape, number);
    }

    /**
     * PyTorch's first values of linear and convolutional layers: uniform in {@code +-1/sqrt(fan in)} for weight and
     * bias, Kaiming's with {@code a = sqrt(5)}.
     *
     * @param weight the shape of the layer's weight, {@code [out, in, ...]}
     * @return the rule, for the weight itself and for the bias
     */
    public static FirstValue fanIn(int... weight) {
        double bound = 1 / Math.sqrt(fans(Shape.of(weight)).in());
        return (dtype, shape, random) -> NDArray.uniform(dtype, shape, -bound, bound, random);
    }

    /**
     * How many numbers a layer adds up.
     *
     * @param in for one output: {@code shape[1] shape[2] shape[3] ...}
     * @param out that one input goes to: {@code shape[0] shape[2] shape[3] ...}
     */
    public record Fans(int in, int out) {
        /**
         * One of the two.
         *
         * @param mode which
         * @return the fan
         */
        public int of(Mode mode) {
            return mode == Mode.FAN_IN ? in : out;
        }
    }

    /** What Kaiming initialisation keeps in scale. */
    public enum Mode {
        /** Signals on the way forward. */
        FAN_IN,
        /** Gradients on the way back. */
        FAN_OUT
    }

    /** What follows a weight. */
    public enum Nonlinearity {
        /** Nothing, or another linear layer. */
        LINEAR,
        /** The logistic function. */
        SIGMOID,
        /** The hyperbolic tangent. */
        TANH,
        /** The rectifier. */
        RELU,
        /** The rectifier with a slope below 0. */
        LEAKY_RELU,
        /** The scaled exponential linear unit. */
        SELU
    }

    /**
     * The fans of a weight.
     *
     * @param weight its shape, {@code [out, in, ...]}
     * @return the fans
     * @throws ShapeException if the shape has fewer than two axes
     */
    public static Fans fans(Shape weight) {
        if (weight.rank() < 2) {
            throw new ShapeException("fans: expected a weight of two or more axes, got shape " + weight);
        }
        int field = weight.size(2, weight.rank());
        return new Fans(weight.dim(1) * field, weight.dim(0) * field);
    }

    /**
     * The factor that makes up for what a nonlinearity does to the scale of its input: 1 for linear and sigmoid, 5/3
     * for tanh, {@code sqrt(2)} for relu, {@code sqrt(2 / (1 + slope^2))} for leaky relu, with a slope of 0.01, and 3/4
     * for selu.
     *
     * @param nonlinearity what follows the weight
     * @return the gain
     */
    public static double gain(Nonlinearity nonlinearity) {
        return switch (nonlinearity) {
            case LINEAR, SIGMOID -> 1;
            case TANH -> 5.0 / 3;
            case RELU -> Math.sqrt(2);
            case LEAKY_RELU -> leakyGain(0.01);
            case SELU -> 0.75;
        };
    }

    /**
     * The gain of a leaky rectifier, {@code sqrt(2 / (1 + slope^2))}.
     *
     * @param slope its slope below 0
     * @return the gain
     */
    public static double leakyGain(double slope) {
        return Math.sqrt(2 / (1 + slope * slope));
    }

    /**
     * The standard deviation of Xavier initialisation, {@code gain sqrt(2 / (fan in + fan out))}.
     *
     * @param weight the shape of the weight
     * @param gain the gain of what follows
     * @return the standard deviation
     */
    public static double xavierDeviation(Shape weight, double gain) {
        Fans fans = fans(weight);
        return gain * Math.sqrt(2 / ((double) fans.in + fans.out));
    }

    /**
     * The standard deviation of Kaiming initialisation, {@code gain / sqrt(fan)}.
     *
     * @param weight the shape of the weight
     * @param mode which fan
     * @param gain the gain of what follows
     * @return the standard deviation
     */
    public static double kaimingDeviation(Shape weight, Mode mode, double gain) {
        return gain / Math.sqrt(fans(weight).of(mode));
    }

    /**
     * The bound of the uniform distribution from {@code -bound} to {@code bound} that has a standard deviation.
     *
     * @param deviation the standard deviation
     * @return {@code sqrt(3) deviation}
     */
    public static double uniformBound(double deviation) {
        return Math.sqrt(3) * deviation;
    }

    /**
     * Xavier initialisation, uniform.
     *
     * @param dtype the element type
     * @param weight the shape of the weight
     * @param gain the gain of what follows
     * @param random where the numbers come from
     * @return the first value
     */
    public static NDArray xavierUniform(DType dtype, Shape weight, double gain, RandomGenerator random) {
        return uniform(dtype, weight, xavierDeviation(weight, gain), random);
    }

    /**
     * Xavier initialisation, normally distributed.
     *
     * @param dtype the element type
     * @param weight the shape of the weight
     * @param gain the gain of what follows
     * @param random where the numbers come from
     * @return the first value
     */
    public static NDArray xavierNormal(DType dtype, Shape weight, double gain, RandomGenerator random) {
        return NDArray.normal(dtype, weight, 0, xavierDeviation(weight, gain), random);
    }

    /**
     * Kaiming initialisation, uniform.
     *
     * @param dtype the element type
     * @param weight the shape of the weight
     * @param mode which fan
     * @param gain the gain of what follows
     * @param random where the numbers come from
     * @return the first value
     */
    public static NDArray kaimingUniform(DType dtype, Shape weight, Mode mode, double gain, RandomGenerator random) {
        return uniform(dtype, weight, kaimingDeviation(weight, mode, gain), random);
    }

    /**
     * Kaiming initialisation, normally distributed.
     *
     * @param dtype the element type
     * @param weight the shape of the weight
     * @param mode which fan
     * @param gain the gain of what follows
     * @param random where the numbers come from
     * @return the first value
     */
    public static NDArray kaimingNormal(DType dtype, Shape weight, Mode mode, double gain, RandomGenerator random) {
        return NDArray.normal(dtype, weight, 0, kaimingDeviation(weight, mode, gain), random);
    }

    private static NDArray uniform(DType dtype, Shape shape, double deviation, RandomGenerator random) {
        double bound = uniformBound(deviation);
        return NDArray.uniform(dtype, shape, -bound, bound, random);
    }
}
