package dev.adjoint;

import dev.adjoint.op.Abs;
import dev.adjoint.op.Activations;
import dev.adjoint.op.Clamp;
import dev.adjoint.op.Cos;
import dev.adjoint.op.Erf;
import dev.adjoint.op.Exp;
import dev.adjoint.op.Expm1;
import dev.adjoint.op.Log;
import dev.adjoint.op.LogSoftmax;
import dev.adjoint.op.Relu;
import dev.adjoint.op.Sigmoid;
import dev.adjoint.op.Sin;
import dev.adjoint.op.Softmax;
import dev.adjoint.op.Sqrt;
import dev.adjoint.op.Tanh;

/**
 * The methods of a {@link Tensor} that apply a function to each element: elementary functions and activations. The
 * result has the tensor's shape. Derivatives at kinks are those of PyTorch's functions of the same names.
 */
public sealed interface TensorFunctions permits Tensor {
    private Tensor self() {
        return (Tensor) this;
    }

    /**
     * The exponential {@code e^x}.
     *
     * @return a tensor of the same shape
     */
    default Tensor exp() {
        return new Exp().apply(self());
    }

    /**
     * The exponential less one, {@code e^x - 1}, exact for small x.
     *
     * @return a tensor of the same shape
     */
    default Tensor expm1() {
        return new Expm1().apply(self());
    }

    /**
     * The natural logarithm.
     *
     * @return a tensor of the same shape
     */
    default Tensor log() {
        return new Log().apply(self());
    }

    /**
     * The square root.
     *
     * @return a tensor of the same shape
     */
    default Tensor sqrt() {
        return new Sqrt().apply(self());
    }

    /**
     * The absolute value; its derivative at 0 is 0.
     *
     * @return a tensor of the same shape
     */
    default Tensor abs() {
        return new Abs().apply(self());
    }

    /**
     * The sine.
     *
     * @return a tensor of the same shape
     */
    default Tensor sin() {
        return new Sin().apply(self());
    }

    /**
     * The cosine.
     *
     * @return a tensor of the same shape
     */
    default Tensor cos() {
        return new Cos().apply(self());
    }

    /**
     * The error function {@code 2 / sqrt(pi)} times the integral of {@code e^(-t^2)} from 0 to x.
     *
     * @return a tensor of the same shape
     */
    default Tensor erf() {
        return new Erf().apply(self());
    }

    /**
     * Limits each element to a range: {@code min(max(x, min), max)}. The derivative is 1 inside the range and at its
     * ends, 0 outside.
     *
     * @param min the lower limit, may be negative infinity
     * @param max the upper limit, may be infinity
     * @return a tensor of the same shape
     */
    default Tensor clamp(double min, double max) {
        return new Clamp(min, max).apply(self());
    }

    /**
     * The rectifier {@code max(x, 0)}; its derivative at 0 is 0.
     *
     * @return a tensor of the same shape
     */
    default Tensor relu() {
        return new Relu().apply(self());
    }

    /**
     * The leaky rectifier: x where {@code x > 0}, else {@code slope x}. Its derivative at 0 is the slope.
     *
     * @param slope the factor of what is not positive
     * @return a tensor of the same shape
     */
    default Tensor leakyRelu(double slope) {
        return Activations.leakyRelu(self(), slope);
    }

    /**
     * The leaky rectifier with learned slopes: x where {@code x > 0}, else {@code weight x}. Source: He et al., Delving
     * deep into rectifiers, 2015.
     *
     * @param weight the slopes, one {@code [1]}, or one for each channel {@code [C]} of a tensor {@code [N, C, ...]}
     * @return a tensor of the same shape
     * @throws ShapeException if the weight is neither
     */
    default Tensor prelu(Tensor weight) {
        return Activations.prelu(self(), weight);
    }

    /**
     * The exponential linear unit: x where {@code x > 0}, else {@code alpha (e^x - 1)}. Source: Clevert et al., 2015.
     *
     * @param alpha minus the limit at negative infinity; 1 is usual
     * @return a tensor of the same shape
     */
    default Tensor elu(double alpha) {
        return Activations.elu(self(), alpha);
    }

    /**
     * The scaled exponential linear unit {@code 1.0507... elu(1.6732...)}. Source: Klambauer et al., Self-normalizing
     * neural networks, 2017.
     *
     * @return a tensor of the same shape
     */
    default Tensor selu() {
        return Activations.selu(self());
    }

    /**
     * The Gaussian error linear unit {@code x (1 + erf(x / sqrt 2)) / 2}. Source: Hendrycks and Gimpel, 2016.
     *
     * @return a tensor of the same shape
     */
    default Tensor gelu() {
        return Activations.gelu(self());
    }

    /**
     * The approximation {@code x (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3))) / 2} of {@link #gelu}. Source: the same
     * paper.
     *
     * @return a tensor of the same shape
     */
    default Tensor geluTanh() {
        return Activations.geluTanh(self());
    }

    /**
     * The sigmoid linear unit, or swish: {@code x sigmoid(x)}. Source: Elfwing et al., 2017.
     *
     * @return a tensor of the same shape
     */
    default Tensor silu() {
        return Activations.silu(self());
    }

    /**
     * The logistic function {@code 1 / (1 + e^-x)}.
     *
     * @return a tensor of the same shape
     */
    default Tensor sigmoid() {
        return new Sigmoid().apply(self());
    }

    /**
     * The hyperbolic tangent.
     *
     * @return a tensor of the same shape
     */
    default Tensor tanh() {
        return new Tanh().apply(self());
    }

    /**
     * The smooth rectifier {@code log(1 + e^x)}: {@link #softplus(double, double)} with a beta of 1 and a threshold of
     * 20.
     *
     * @return a tensor of the same shape
     */
    default Tensor softplus() {
        return softplus(1, 20);
    }

    /**
     * The smooth rectifier: x where {@code beta x > threshold}, else {@code log(1 + e^(beta x)) / beta}.
     *
     * @param beta how sharply it bends
     * @param threshold where it is replaced by the identity; infinity for nowhere
     * @return a tensor of the same shape
     */
    default Tensor softplus(double beta, double threshold) {
        return Activations.softplus(self(), beta, threshold);
    }

    /**
     * The swish made of lines: {@code x min(max(x + 3, 0), 6) / 6}. Source: Howard et al., Searching for MobileNetV3,
     * 2019.
     *
     * @return a tensor of the same shape
     */
    default Tensor hardswish() {
        return Activations.hardswish(self());
    }

    /**
     * The softmax {@code e^x / sum e^x} along an axis.
     *
     * @param axis the axis of the classes, from the end if negative
     * @return positive numbers that sum to 1 along the axis
     * @throws ArgumentException if there is no such axis
     */
    default Tensor softmax(int axis) {
        Tensor x = self();
        int at = AdjointException.during("softmax", () -> x.shape().atLeast1d().axis(axis));
        return x.rank() == 0 ? x.reshape(1).softmax(0).reshape() : new Softmax(at).apply(x);
    }

    /**
     * The logarithm of the softmax along an axis, {@code x - log sum e^x}.
     *
     * @param axis the axis of the classes, from the end if negative
     * @return a tensor of the same shape
     * @throws ArgumentException if there is no such axis
     */
    default Tensor logSoftmax(int axis) {
        Tensor x = self();
        int at = AdjointException.during(
                "log_softmax", () -> x.shape().atLeast1d().axis(axis));
        return x.rank() == 0 ? x.reshape(1).logSoftmax(0).reshape() : new LogSoftmax(at).apply(x);
    }
}
