package dev.adjoint.op;

import dev.adjoint.DType;
import dev.adjoint.Entry;
import dev.adjoint.Forward;
import dev.adjoint.Gradient;
import dev.adjoint.NDArray;
import dev.adjoint.Tensor;

/**
 * The same numbers and shape in another element type. Gradient: g converted back. Source: PyTorch's {@code Tensor.to}.
 *
 * @param dtype the wanted type
 */
public record Cast(DType dtype) implements Elementwise, LinearMap {
    @Override
    public Forward forward(NDArray... in) {
        return Forward.of(in[0].to(dtype));
    }

    @Override
    public Gradient[] vjp(Entry entry, Tensor g) {
        return Gradient.of(() -> g.to(entry.inputDType(0)));
    }
}
