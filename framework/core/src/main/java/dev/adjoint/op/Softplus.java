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
 * The smooth rectifier {@code y = log(1 + e^x)}, element by element, computed as {@code max(x, 0) + log(1 + e^-|x|)},
 * so that nothing overflows. Gradient: g sigmoid(x). Source: PyTorch's {@code torch.nn.functional.softplus} with
 * {@code beta = 1} and no threshold; see {@link Activations#softplus} for those.
 */
public record Softplus() implements Elementwise {
    @Override
    public Forward forward(NDArray... in) {
        return Forward.of(Pointwise.map(in[0], FunctionsF32::softplus, FunctionsF64::softplus));
    }

    @Override
    public boolean needsOutput() {
        return false;
    }

    @Override
    public Gradient[] vjp(Entry entry, Tensor g) {
        return Gradient.of(() -> g.mul(entry.input(0).sigmoid()));
    }
}
