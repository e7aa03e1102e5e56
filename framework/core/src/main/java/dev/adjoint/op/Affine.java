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
 * Scales and shifts by constants: {@code y = scale x + shift}, element by element. Gradient: scale g. Source: PyTorch's
 * {@code torch.mul} and {@code torch.add} with a number.
 *
 * @param scale the factor
 * @param shift what is added
 */
public record Affine(double scale, double shift) implements Elementwise, LinearMap {
    @Override
    public Forward forward(NDArray... in) {
        return Forward.of(Pointwise.map(
                in[0],
                (x, y, from, to) -> FunctionsF32.affine(x, (float) scale, (float) shift, y, from, to),
                (x, y, from, to) -> FunctionsF64.affine(x, scale, shift, y, from, to)));
    }

    @Override
    public Gradient[] vjp(Entry entry, Tensor g) {
        return Gradient.of(() -> g.mul(scale));
    }
}
