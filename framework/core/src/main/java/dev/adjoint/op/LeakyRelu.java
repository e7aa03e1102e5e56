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
 * A rectifier that lets a little through: {@code y = x} where {@code x > 0}, else {@code slope x}, element by element.
 * Gradient: g where {@code x > 0}, else slope g, also at x = 0. Source: PyTorch's
 * {@code torch.nn.functional.leaky_relu}.
 *
 * @param slope the factor of what is not positive
 */
public record LeakyRelu(double slope) implements Elementwise {
    @Override
    public Forward forward(NDArray... in) {
        return Forward.of(Pointwise.map(
                in[0],
                (x, y, from, to) -> FunctionsF32.leakyRelu(x, (float) slope, y, from, to),
                (x, y, from, to) -> FunctionsF64.leakyRelu(x, slope, y, from, to)));
    }

    @Override
    public boolean needsOutput() {
        return false;
    }

    @Override
    public Gradient[] vjp(Entry entry, Tensor g) {
        return Gradient.of(() -> g.mul(slopes(entry.input(0))));
    }

    /** The derivative at each element, as a constant: it has itself no gradient. */
    private Tensor slopes(Tensor input) {
        return new Tensor(Pointwise.map(
                input.value(),
                (x, y, from, to) -> FunctionsF32.leakySlope(x, (float) slope, y, from, to),
                (x, y, from, to) -> FunctionsF64.leakySlope(x, slope, y, from, to)));
    }
}
