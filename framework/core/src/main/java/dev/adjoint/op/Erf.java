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
 * The error function {@code y = 2/sqrt(pi) times the integral of e^(-t^2) from 0 to x}, element by element. Gradient: g
 * 2/sqrt(pi) e^(-x^2). Source: PyTorch's {@code torch.erf}.
 */
public record Erf() implements Elementwise {
    @Override
    public Forward forward(NDArray... in) {
        return Forward.of(Pointwise.map(in[0], FunctionsF32::erf, FunctionsF64::erf));
    }

    @Override
    public boolean needsOutput() {
        return false;
    }

    @Override
    public Gradient[] vjp(Entry entry, Tensor g) {
        return Gradient.of(() -> g.mul(entry.input(0).square().neg().exp()).mul(2 / Math.sqrt(Math.PI)));
    }
}
