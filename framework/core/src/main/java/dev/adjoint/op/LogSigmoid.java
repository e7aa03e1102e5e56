package dev.adjoint.op;

import dev.adjoint.array.NDArray;
import dev.adjoint.autograd.Entry;
import dev.adjoint.autograd.Gradient;
import dev.adjoint.autograd.Op;
import dev.adjoint.autograd.Tensor;
import dev.adjoint.kernel.LogarithmsF32;
import dev.adjoint.kernel.LogarithmsF64;
import dev.adjoint.kernel.Pointwise;

/**
 * The logarithm of the logistic function {@code y = log(1 / (1 + e^-x))}, element by element, computed as {@code min(x,
 * 0) - log(1 + e^-|x|)}, so that nothing overflows and small results keep their digits. Gradient: g sigmoid(-x).
 * Source: PyTorch's {@code torch.nn.functional.logsigmoid}.
 */
public record LogSigmoid() implements Op {
    @Override
    public NDArray forward(NDArray... in) {
        return Pointwise.map(in[0], LogarithmsF32::logSigmoid, LogarithmsF64::logSigmoid);
    }

    @Override
    public Gradient[] vjp(Entry entry, Tensor g) {
        return Gradient.of(() -> g.mul(entry.input(0).neg().sigmoid()));
    }
}
