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
 * The absolute value {@code y = |x|}, element by element. Gradient: g sign(x), and 0 at x = 0. Source: PyTorch's
 * {@code torch.abs}.
 */
public record Abs() implements Elementwise {
    @Override
    public Forward forward(NDArray... in) {
        return Forward.of(Pointwise.map(in[0], FunctionsF32::abs, FunctionsF64::abs));
    }

    @Override
    public boolean needsOutput() {
        return false;
    }

    @Override
    public Gradient[] vjp(Entry entry, Tensor g) {
        return Gradient.of(() -> g.mul(Compare.sign(entry.input(0))));
    }
}
