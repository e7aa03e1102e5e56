package dev.adjoint.op;

import dev.adjoint.Entry;
import dev.adjoint.Forward;
import dev.adjoint.Gradient;
import dev.adjoint.NDArray;
import dev.adjoint.Tensor;
import dev.adjoint.kernel.elementwise.ArithmeticF32;
import dev.adjoint.kernel.elementwise.ArithmeticF64;
import dev.adjoint.kernel.elementwise.Pointwise;

/**
 * The difference {@code y = a - b}.
 *
 * <p>Gradients for an upstream g: g for a, -g for b. Inputs {@code a} and {@code b} are broadcast to a common shape by
 * NumPy's rules; each gradient is summed over what was repeated. Source: PyTorch's {@code torch.sub}.
 */
public record Sub() implements Elementwise, LinearMap {
    @Override
    public Forward forward(NDArray... in) {
        return Forward.of(Pointwise.map(in[0], in[1], ArithmeticF32.SUB, ArithmeticF64.SUB));
    }

    @Override
    public Gradient[] vjp(Entry entry, Tensor g) {
        return Gradient.of(
                () -> SumTo.reduce(g, entry.inputShape(0)), () -> SumTo.reduce(g.neg(), entry.inputShape(1)));
    }
}
