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
 * The natural logarithm of a probability, kept finite: {@code y = max(log x, limit)}, element by element, for {@code x
 * >= 0}. Gradient: g / max(x, 1e-12), finite as well; it does not vanish where the limit holds, so that a probability
 * of 0 can still be learned away. Source: the logarithm inside PyTorch's
 * {@code torch.nn.functional.binary_cross_entropy}, with a limit of -100.
 *
 * @param limit the smallest result
 */
public record ClampedLog(double limit) implements Elementwise {
    private static final double SMALLEST_DIVISOR = 1e-12;

    @Override
    public Forward forward(NDArray... in) {
        return Forward.of(Pointwise.map(
                in[0],
                (x, y, from, to) -> FunctionsF32.logAtLeast(x, (float) limit, y, from, to),
                (x, y, from, to) -> FunctionsF64.logAtLeast(x, limit, y, from, to)));
    }

    @Override
    public boolean needsOutput() {
        return false;
    }

    @Override
    public Gradient[] vjp(Entry entry, Tensor g) {
        return Gradient.of(() -> g.div(entry.input(0).clamp(SMALLEST_DIVISOR, Double.POSITIVE_INFINITY)));
    }
}
