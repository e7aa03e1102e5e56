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
 * The square root {@code y = sqrt(x)}, element by element. Gradient: g / (2 y). Source: PyTorch's {@code torch.sqrt}.
 */
public record Sqrt() implements Elementwise {
    @Override
    public Forward forward(NDArray... in) {
        return Forward.of(Pointwise.map(in[0], FunctionsF32::sqrt, FunctionsF64::sqrt));
    }

    @Override
    public boolean needsInput(int i) {
        return false;
    }

    @Override
    public Gradient[] vjp(Entry entry, Tensor g) {
        return Gradient.of(() -> g.div(entry.output().mul(2)));
    }
}
