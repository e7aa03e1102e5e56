package dev.adjoint.op;

import dev.adjoint.Entry;
import dev.adjoint.Forward;
import dev.adjoint.Gradient;
import dev.adjoint.NDArray;
import dev.adjoint.Op;
import dev.adjoint.ShapeException;
import dev.adjoint.Tensor;

/**
 * The cross-entropy of a probability x and a target t, both from 0 to 1, element by element: {@code y = -t log x - (1 -
 * t) log(1 - x)}, where logarithms are kept at -100 or more (see {@link ClampedLog}).
 *
 * <p>Gradients: for x {@code g (x - t) / max(x (1 - x), 1e-12)}, which is 0 where a certain prediction is right, also
 * at the ends, and large but finite where it is wrong; for t {@code g (log(1 - x) - log x)}. Source: PyTorch's
 * {@code torch.nn.functional.binary_cross_entropy}.
 */
public record BinaryCrossEntropy() implements Op {
    private static final ClampedLog LOG = new ClampedLog(-100);
    private static final Affine REST = new Affine(-1, 1);

    /** PyTorch's, to the bit: a number of single precision. */
    private static final double SMALLEST_DIVISOR = 1e-12f;

    @Override
    public Forward forward(NDArray... in) {
        NDArray x = in[0];
        NDArray t = in[1];
        if (!x.shape().equals(t.shape())) {
            throw new ShapeException("expected two inputs of one shape, got " + x.shape() + " and " + t.shape());
        }
        NDArray yes = value(new Mul(), t, value(LOG, x));
        NDArray no = value(new Mul(), value(REST, t), value(LOG, value(REST, x)));
        return new Affine(-1, 0).forward(value(new Add(), yes, no));
    }

    @Override
    public boolean needsOutput() {
        return false;
    }

    @Override
    public Gradient[] vjp(Entry entry, Tensor g) {
        Tensor x = entry.input(0);
        Tensor t = entry.input(1);
        return Gradient.of(
                () -> g.mul(x.sub(t)).div(x.mul(REST.apply(x)).clamp(SMALLEST_DIVISOR, Double.POSITIVE_INFINITY)),
                () -> g.mul(LOG.apply(REST.apply(x)).sub(LOG.apply(x))));
    }

    private static NDArray value(Op op, NDArray... in) {
        return op.forward(in).value();
    }
}
