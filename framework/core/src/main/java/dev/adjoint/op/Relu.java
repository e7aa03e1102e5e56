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
 * The rectifier {@code y = max(x, 0)}, element by element. Gradient: g where {@code y > 0}, which is where x is, and 0
 * elsewhere, also at x = 0. Source: PyTorch's {@code torch.nn.functional.relu}.
 */
public record Relu() implements Elementwise {
    @Override
    public Forward forward(NDArray... in) {
        return Forward.of(Pointwise.map(in[0], FunctionsF32::relu, FunctionsF64::relu));
    }

    @Override
    public boolean needsInput(int i) {
        return false;
    }

    @Override
    public Gradient[] vjp(Entry entry, Tensor g) {
        return Gradient.of(() -> new Gate().apply(g, entry.output()));
    }
}
