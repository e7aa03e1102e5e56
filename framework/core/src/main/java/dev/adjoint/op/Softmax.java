package dev.adjoint.op;

import dev.adjoint.Entry;
import dev.adjoint.Forward;
import dev.adjoint.Gradient;
import dev.adjoint.NDArray;
import dev.adjoint.Op;
import dev.adjoint.Tensor;
import dev.adjoint.kernel.reduction.Softmaxes;

/**
 * The softmax along one axis {@code y = e^x / sum e^x}, in the input's shape, computed after subtracting the maximum,
 * so that nothing overflows. Gradient: y (g - sum(g y)). Source: PyTorch's {@code torch.softmax}.
 *
 * @param axis the axis of the classes, from 0
 */
public record Softmax(int axis) implements Op {
    @Override
    public Forward forward(NDArray... in) {
        return Forward.of(Softmaxes.softmax(in[0], axis));
    }

    @Override
    public boolean needsInput(int i) {
        return false;
    }

    @Override
    public Gradient[] vjp(Entry entry, Tensor g) {
        Tensor y = entry.output();
        return Gradient.of(() -> y.mul(g.sub(Reductions.sum(g.mul(y), true, axis))));
    }
}
