package dev.adjoint.op;

import dev.adjoint.Entry;
import dev.adjoint.Forward;
import dev.adjoint.Gradient;
import dev.adjoint.NDArray;
import dev.adjoint.Tensor;
import dev.adjoint.kernel.elementwise.FunctionsF32;
import dev.adjoint.kernel.elementwise.FunctionsF64;
import dev.adjoint.kernel.elementwise.Pointwise;

/**
 * A constant power {@code y = x^exponent}, element by element. Gradient: g exponent x^(exponent-1), and 0 for exponent
 * 0. Source: PyTorch's {@code torch.pow}.
 *
 * @param exponent the power
 */
public record Power(double exponent) implements Elementwise {
    @Override
    public Forward forward(NDArray... in) {
        return Forward.of(Pointwise.map(
                in[0],
                (x, y, from, to) -> FunctionsF32.power(x, exponent, y, from, to),
                (x, y, from, to) -> FunctionsF64.power(x, exponent, y, from, to)));
    }

    @Override
    public boolean needsInput(int i) {
        return exponent != 0;
    }

    @Override
    public boolean needsOutput() {
        return false;
    }

    @Override
    public Gradient[] vjp(Entry entry, Tensor g) {
        return Gradient.of(
                exponent == 0
                        ? null
                        : () -> g.mul(entry.input(0).pow(exponent - 1)).mul(exponent));
    }
}
