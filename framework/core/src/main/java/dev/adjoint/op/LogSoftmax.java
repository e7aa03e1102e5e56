package dev.adjoint.op;

import dev.adjoint.Entry;
import dev.adjoint.Forward;
import dev.adjoint.Gradient;
import dev.adjoint.NDArray;
import dev.adjoint.Op;
import dev.adjoint.Tensor;
import dev.adjoint.kernel.reduction.Softmaxes;

/**
 * The logarithm of the softmax along one axis {@code y = x - log sum e^x}, in the input's shape. Gradient: g - e^y
 * sum(g). Source: PyTorch's {@code torch.log_softmax}.
 *
 * @param axis the axis of the classes, from 0
 */
public record LogSoftmax(int axis) implements Op {
    @Override
    public Forward forward(NDArray... in) {
        return Forward.of(Softmaxes.logSoftmax(in[0], axis));
    }

    @Override
    public boolean needsInput(int i) {
        return false;
    }

    @Override
    public Gradient[] vjp(Entry entry, Tensor g) {
        return Gradient.of(() -> g.sub(entry.output().exp().mul(Reductions.sum(g, true, axis))));
    }
}
