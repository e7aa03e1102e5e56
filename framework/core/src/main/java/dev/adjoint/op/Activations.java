package dev.adjoint.op;

import dev.adjoint.ShapeException;
import dev.adjoint.Tensor;
import java.util.Arrays;

/**
 * Activation functions beyond {@link Relu}, {@link Sigmoid}, {@link Tanh} and {@link Softmax}, element by element: the
 * result has the input's shape. All are made of differentiable operations, in such a way that neither the value nor a
 * derivative of any order overflows for large inputs. Definitions, and derivatives at kinks, are those of PyTorch's
 * functions of the same names in {@code torch.nn.functional}.
 */
public final class Activations {
    /** The constants at which activations of independent normal inputs keep mean 0 and variance 1. */
    private static final double SELU_ALPHA = 1.6732632423543772848170429916717;

    private static final double SELU_SCALE = 1.0507009873554804934193349852946;

    /** The argument of {@link #geluTanh} from which on tanh is 1 in double precision. */
    private static final double GELU_SATURATES = 16;

    private Activations() {}

    /**
     * The leaky rectifier: x where {@code x > 0}, else {@code slope x}. Gradient: g or {@code slope g}, the latter at
     * 0. See {@link LeakyRelu}.
     *
     * @param x the input
     * @param slope the factor of what is not positive
     * @return a tensor of the same shape
     */
    public static Tensor leakyRelu(Tensor x, double slope) {
        return new LeakyRelu(slope).apply(x);
    }

    /**
     * The leaky rectifier with learned slopes: x where {@code x > 0}, else {@code w x}. Gradients: for x as of
     * {@link #leakyRelu}; for w the sum of {@code g x} where {@code x <= 0}. Source: He et al., Delving deep into
     * rectifiers, 2015.
     *
     * @param x the input, {@code [n, c, ...]}
     * @param weight the slopes, one {@code [1]} or one a channel {@code [c]}
     * @return a tensor of the same shape
     * @throws ShapeException if the weight is neither
     */
    public static Tensor prelu(Tensor x, Tensor weight) {
        int[] dims = new int[Math.max(1, x.rank())];
        Arrays.fill(dims, 1);
        if (weight.shape().size() != 1) {
            if (weight.rank() != 1 || x.rank() < 2 || weight.dim(0) != x.dim(1)) {
                throw new ShapeException("prelu: expected a weight of shape [1] or, for each channel of axis 1 of "
                        + x.shape() + ", one number, got " + weight.shape());
            }
            dims[1] = weight.dim(0);
        }
        Tensor slopes = x.rank() == 0 ? weight.reshape() : weight.reshape(dims);
        return x.relu().add(slopes.mul(notPositive(x)));
    }

    /**
     * The exponential linear unit: x where {@code x > 0}, else {@code alpha (e^x - 1)}. Gradient: g, or {@code alpha
     * e^x g}, the latter at 0. Source: Clevert et al., 2015.
     *
     * @param x the input
     * @param alpha minus the limit at negative infinity; 1 is usual
     * @return a tensor of the same shape
     */
    public static Tensor elu(Tensor x, double alpha) {
        return x.relu().add(new Expm1().apply(notPositive(x)).mul(alpha));
    }

    /**
     * The scaled exponential linear unit {@code 1.0507... elu(x, 1.6732...)}; its gradient is that of {@link #elu},
     * scaled alike. Source: Klambauer et al., Self-normalizing neural networks, 2017.
     *
     * @param x the input
     * @return a tensor of the same shape
     */
    public static Tensor selu(Tensor x) {
        return elu(x, SELU_ALPHA).mul(SELU_SCALE);
    }

    /**
     * The Gaussian error linear unit {@code x (1 + erf(x / sqrt 2)) / 2}: x times the probability that a standard
     * normal number is below it. Source: Hendrycks and Gimpel, 2016.
     *
     * @param x the input
     * @return a tensor of the same shape
     */
    public static Tensor gelu(Tensor x) {
        Tensor probability = new Affine(0.5, 0.5).apply(new Erf().apply(x.mul(Math.sqrt(0.5))));
        return x.mul(probability);
    }

    /**
     * The approximation {@code x (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3))) / 2} of {@link #gelu}. Source: the same
     * paper.
     *
     * @param x the input
     * @return a tensor of the same shape
     */
    public static Tensor geluTanh(Tensor x) {
        Tensor z = x.clamp(-GELU_SATURATES, GELU_SATURATES);
        Tensor cubic = z.mul(new Affine(0.044715, 1).apply(z.square()));
        Tensor probability =
                new Affine(0.5, 0.5).apply(cubic.mul(Math.sqrt(2 / Math.PI)).tanh());
        return x.mul(probability);
    }

    /**
     * The sigmoid linear unit, or swish: {@code x s} with {@code s = sigmoid(x)}. Gradient: {@code g s (1 + x (1 -
     * s))}. Source: Elfwing et al., 2017.
     *
     * @param x the input
     * @return a tensor of the same shape
     */
    public static Tensor silu(Tensor x) {
        return x.mul(x.sigmoid());
    }

    /**
     * The smooth rectifier: x where {@code beta x > threshold}, else {@code log(1 + e^(beta x)) / beta}, by
     * {@link Softplus}. Gradient: g in the first case, {@code g sigmoid(beta x)} in the second.
     *
     * @param x the input
     * @param beta how sharply it bends, 1 is usual
     * @param threshold where it is replaced by the identity, 20 is usual; infinity for nowhere
     * @return a tensor of the same shape
     */
    public static Tensor softplus(Tensor x, double beta, double threshold) {
        Tensor scaled = x.mul(beta);
        Tensor smooth = new Softplus().apply(scaled).div(beta);
        return Where.where(Compare.greater(scaled, threshold), x, smooth);
    }

    /**
     * The swish made of lines: {@code x min(max(x + 3, 0), 6) / 6}. Derivative: 0 below -3, {@code x / 3 + 1/2} from -3
     * to 3 and at both, 1 above. Source: Howard et al., Searching for MobileNetV3, 2019.
     *
     * @param x the input
     * @return a tensor of the same shape
     */
    public static Tensor hardswish(Tensor x) {
        return x.mul(x.add(3).clamp(0, 6).div(6));
    }

    /** The smaller of x and 0, with derivative 1 at 0, where that of {@link Relu} is 0. */
    private static Tensor notPositive(Tensor x) {
        return x.clamp(Double.NEGATIVE_INFINITY, 0);
    }
}
