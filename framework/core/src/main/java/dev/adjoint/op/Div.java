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
 * The quotient {@code y = a / b}, element by element.
 *
 * <p>Gradients for an upstream g: g / b for a, -g y / b for b. Inputs {@code a} and {@code b} are broadcast to a common
 * shape by NumPy's rules; each gradient is summed over what was repeated. Source: PyTorch's {@code torch.div}.
 */
public record Div() implements Elementwise {
    @Override
    public Forward forward(NDArray... in) {
        return Forward.of(Pointwise.map(in[0], in[1], ArithmeticF32.DIV, ArithmeticF64.DIV));
    }

    @Override
    public boolean needsInput(int i) {
        return i == 1;
    }

    @Override
    public Gradient[] vjp(Entry entry, Tensor g) {
        Tensor b = entry.input(1);
        return Gradient.of(
                () -> SumTo.reduce(g.div(b), entry.inputShape(0)),
                () -> SumTo.reduce(g.mul(entry.output()).div(b).neg(), entry.inputShape(1)));
    }
}
