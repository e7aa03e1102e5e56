package dev.adjoint.op;

import dev.adjoint.Entry;
import dev.adjoint.Forward;
import dev.adjoint.Gradient;
import dev.adjoint.NDArray;
import dev.adjoint.Op;
import dev.adjoint.Shape;
import dev.adjoint.ShapeException;
import dev.adjoint.Tensor;
import dev.adjoint.kernel.elementwise.Pointwise;
import dev.adjoint.kernel.product.Products;

/**
 * An affine map of the last axis {@code y = x W' + b} (index {@code ni,oi->no}). Inputs: x {@code [..., in]}, W
 * {@code [out, in]}, and b {@code [out]} or none; output {@code [..., out]}. Gradients: g W for x, g' x for W, g summed
 * over all but the last axis for b. Source: PyTorch's {@code torch.nn.functional.linear}.
 */
public record FullyConnected() implements Op {
    /**
     * The affine map.
     *
     * @param x {@code [..., in]}
     * @param weight {@code [out, in]}
     * @param bias {@code [out]}, or null for 0
     * @return {@code [..., out]}
     * @throws ShapeException if the sizes do not fit
     */
    public static Tensor linear(Tensor x, Tensor weight, Tensor bias) {
        Op op = new FullyConnected();
        return bias == null ? op.apply(x, weight) : op.apply(x, weight, bias);
    }

    @Override
    public String name() {
        return "linear";
    }

    @Override
    public Forward forward(NDArray... in) {
        Shape x = in[0].shape();
        Shape w = in[1].shape();
        boolean fits = x.rank() > 0 && w.rank() == 2 && x.dim(-1) == w.dim(1);
        if (!fits || in.length > 2 && !in[2].shape().equals(Shape.of(w.dim(0)))) {
            throw new ShapeException("expected an input [..., in], a weight [out, in] and a bias [out], got " + x + ", "
                    + w + (in.length > 2 ? " and " + in[2].shape() : ""));
        }
        NDArray rows = in[0].reshape(Shape.of(1, x.size(0, x.rank() - 1), w.dim(1)));
        NDArray product = Products.multiply(rows, false, in[1].reshape(Shape.of(1, w.dim(0), w.dim(1))), true);
        NDArray y = product.reshape(x.with(-1, w.dim(0)));
        if (in.length > 2) {
            Pointwise.addTo(y, in[2]);
        }
        return Forward.of(y);
    }

    @Override
    public boolean needsInput(int i) {
        return i < 2;
    }

    @Override
    public boolean needsOutput() {
        return false;
    }

    @Override
    public long multiplyAdds(Entry entry) {
        return (long) entry.outputShape().size() * entry.inputShape(1).dim(1);
    }

    @Override
    public Gradient[] vjp(Entry entry, Tensor g) {
        Shape x = entry.inputShape(0);
        Shape w = entry.inputShape(1);
        int n = x.size(0, x.rank() - 1);
        Gradient ofInput = () -> new MatMul(false, false)
                .apply(g.reshape(1, n, w.dim(0)), entry.input(1).reshape(1, w.dim(0), w.dim(1)))
                .reshape(x);
        Gradient ofWeight = () -> new MatMul(true, false)
                .apply(g.reshape(1, n, w.dim(0)), entry.input(0).reshape(1, n, w.dim(1)))
                .reshape(w);
        return entry.inputCount() == 2
                ? Gradient.of(ofInput, ofWeight)
                : Gradient.of(ofInput, ofWeight, () -> SumTo.reduce(g, entry.inputShape(2)));
    }
}
