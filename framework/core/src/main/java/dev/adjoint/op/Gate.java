package dev.adjoint.op;

import dev.adjoint.Entry;
import dev.adjoint.Forward;
import dev.adjoint.Gradient;
import dev.adjoint.NDArray;
import dev.adjoint.Tensor;
import dev.adjoint.kernel.elementwise.Pointwise;

/**
 * A rectifier's gate: {@code y = g where x > 0, else 0}; the gradient of {@link Relu} as an operation of its own.
 *
 * <p>Linear in g; its gradient with respect to x is zero almost everywhere. Inputs: g and x of one shape. Source:
 * PyTorch's {@code threshold_backward}.
 */
public record Gate() implements Elementwise {
    @Override
    public Forward forward(NDArray... in) {
        return Forward.of(Pointwise.gate(in[0], in[1]));
    }

    @Override
    public boolean needsInput(int i) {
        return i == 1;
    }

    @Override
    public boolean needsOutput() {
        return false;
    }

    @Override
    public Gradient[] vjp(Entry entry, Tensor g) {
        return Gradient.of(() -> new Gate().apply(g, entry.input(1)), null);
    }
}
