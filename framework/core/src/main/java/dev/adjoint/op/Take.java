package dev.adjoint.op;

import dev.adjoint.Entry;
import dev.adjoint.Forward;
import dev.adjoint.Gradient;
import dev.adjoint.IntArray;
import dev.adjoint.NDArray;
import dev.adjoint.Tensor;
import dev.adjoint.kernel.indexing.Indexed;

/**
 * The elements at listed places of the row-major order: {@code y[j] = x[places[j]]}. Gradient: {@link Put}, its
 * adjoint. The base of gathering along an axis and of what selects a maximum. Source: PyTorch's {@code torch.take}.
 *
 * @param places flat places in the input, of the result's shape
 */
public record Take(IntArray places) implements LinearMap {
    @Override
    public Forward forward(NDArray... in) {
        places.requireBelow("place in " + in[0].shape(), in[0].size());
        return Forward.of(Indexed.gather(in[0], places));
    }

    @Override
    public Gradient[] vjp(Entry entry, Tensor g) {
        return Gradient.of(() -> new Put(places, entry.inputShape(0)).apply(g));
    }
}
