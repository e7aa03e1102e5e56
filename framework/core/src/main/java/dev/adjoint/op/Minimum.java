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
 * The smaller of two {@code y = min(a, b)}, element by element; NaN if either is.
 *
 * <p>Gradients for an upstream g: g where {@code a < b}, half of it where they are equal for a, g where {@code b < a},
 * half of it where they are equal for b. Inputs {@code a} and {@code b} are broadcast to a common shape by NumPy's
 * rules; each gradient is summed over what was repeated. Source: PyTorch's {@code torch.minimum}.
 */
public record Minimum() implements Elementwise {
    @Override
    public Forward forward(NDArray... in) {
        return Forward.of(Pointwise.map(in[0], in[1], ArithmeticF32.MIN, ArithmeticF64.MIN));
    }

    @Override
    public boolean needsOutput() {
        return false;
    }

    @Override
    public Gradient[] vjp(Entry entry, Tensor g) {
        return Gradient.of(
                () -> SumTo.reduce(g.mul(Compare.share(entry.input(1), entry.input(0))), entry.inputShape(0)),
                () -> SumTo.reduce(g.mul(Compare.share(entry.input(0), entry.input(1))), entry.inputShape(1)));
    }
}
