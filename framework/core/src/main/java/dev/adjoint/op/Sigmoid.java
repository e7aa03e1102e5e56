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
 * The logistic function {@code y = 1 / (1 + e^-x)}, element by element. Gradient: g y (1 - y). Source: PyTorch's
 * {@code torch.sigmoid}.
 */
public record Sigmoid() implements Elementwise {
    @Override
    public Forward forward(NDArray... in) {
        return Forward.of(Pointwise.map(in[0], FunctionsF32::sigmoid, FunctionsF64::sigmoid));
    }

    @Override
    public boolean needsInput(int i) {
        return false;
    }

    @Override
    public Gradient[] vjp(Entry entry, Tensor g) {
        Tensor y = entry.output();
        return Gradient.of(() -> g.mul(y.sub(y.square())));
    }
}
