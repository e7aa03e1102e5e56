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
 * Limits to a range {@code y = min(max(x, min), max)}, element by element. Gradient: g where {@code min <= x <= max},
 * and 0 elsewhere. Source: PyTorch's {@code torch.clamp}.
 *
 * @param min the lower limit, or negative infinity
 * @param max the upper limit, or infinity
 */
public record Clamp(double min, double max) implements Elementwise {
    @Override
    public Forward forward(NDArray... in) {
        return Forward.of(Pointwise.map(
                in[0],
                (x, y, from, to) -> FunctionsF32.clamp(x, (float) min, (float) max, y, from, to),
                (x, y, from, to) -> FunctionsF64.clamp(x, min, max, y, from, to)));
    }

    @Override
    public boolean needsOutput() {
        return false;
    }

    @Override
    public Gradient[] vjp(Entry entry, Tensor g) {
        return Gradient.of(() -> g.mul(Compare.between(entry.input(0), min, max)));
    }
}
