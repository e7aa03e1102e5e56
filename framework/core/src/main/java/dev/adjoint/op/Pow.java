package dev.adjoint.op;

import dev.adjoint.array.NDArray;
import dev.adjoint.autograd.Entry;
import dev.adjoint.autograd.Gradient;
import dev.adjoint.autograd.Op;
import dev.adjoint.autograd.Tensor;
import dev.adjoint.kernel.ArithmeticF32;
import dev.adjoint.kernel.ArithmeticF64;
import dev.adjoint.kernel.Pointwise;

/**
 * The power {@code y = a^b}, element by element.
 *
 * <p>Gradients for an upstream g: g b a^(b-1), and 0 where b = 0 for a, g y log a, and 0 where {@code a = 0} for b.
 * Inputs {@code a} and {@code b} are broadcast to a common shape by NumPy's rules; each gradient is summed over what
 * was repeated. Source: PyTorch's {@code torch.pow}.
 */
public record Pow() implements Op {
    @Override
    public NDArray forward(NDArray... in) {
        return Pointwise.map(in[0], in[1], ArithmeticF32.POW, ArithmeticF64.POW);
    }

    @Override
    public Gradient[] vjp(Entry entry, Tensor g) {
        Tensor a = entry.input(0);
        Tensor b = entry.input(1);
        return Gradient.of(
                () -> Where.where(
                                Compare.equal(b, 0),
                                Tensor.scalar(g.dtype(), 0),
                                g.mul(b).mul(a.pow(b.sub(1))))
                        .sumTo(entry.inputShape(0)),
                () -> g.mul(entry.output())
                        .mul(Where.where(Compare.equal(a, 0), Tensor.scalar(g.dtype(), 0), a)
                                .log())
                        .sumTo(entry.inputShape(1)));
    }
}
