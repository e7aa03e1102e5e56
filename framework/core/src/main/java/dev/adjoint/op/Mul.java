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
 * The product {@code y = a b}, element by element.
 *
 * <p>Gradients for an upstream g: g b for a, g a for b. Inputs {@code a} and {@code b} are broadcast to a common shape
 * by NumPy's rules; each gradient is summed over what was repeated. Source: PyTorch's {@code torch.mul}.
 */
public record Mul() implements Elementwise {
    @Override
    public Forward forward(NDArray... in) {
        return Forward.of(Pointwise.map(in[0], in[1], ArithmeticF32.MUL, ArithmeticF64.MUL));
    }

    @Override
    public boolean needsOutput() {
        return false;
    }

    @Override
    public Gradient[] vjp(Entry entry, Tensor g) {
        return Gradient.of(
                () -> SumTo.reduce(g.mul(entry.input(1)), entry.inputShape(0)),
                () -> SumTo.reduce(g.mul(entry.input(0)), entry.inputShape(1)));
    }
}
