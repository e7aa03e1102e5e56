package dev.adjoint.op;

import dev.adjoint.BoolArray;
import dev.adjoint.Entry;
import dev.adjoint.Forward;
import dev.adjoint.Gradient;
import dev.adjoint.NDArray;
import dev.adjoint.Tensor;
import dev.adjoint.kernel.elementwise.Selection;

/**
 * A choice, element by element: {@code y = a} where the condition holds, else {@code b}. Gradient: g where the
 * condition holds for a, g elsewhere for b. A NaN that is not chosen does no harm. Source: PyTorch's
 * {@code torch.where}.
 *
 * @param condition of the shape of a and b
 */
public record Where(BoolArray condition) implements Elementwise, LinearMap {
    /**
     * Chooses from two tensors; all three arguments are broadcast to a common shape.
     *
     * @param condition where to take the first
     * @param a the first
     * @param b the second
     * @return the chosen elements
     */
    public static Tensor where(BoolArray condition, Tensor a, Tensor b) {
        var shape = a.shape().broadcast(b.shape()).broadcast(condition.shape());
        return new Where(condition.expand(shape)).apply(a.expand(shape), b.expand(shape));
    }

    @Override
    public Forward forward(NDArray... in) {
        return Forward.of(Selection.where(condition, in[0], in[1]));
    }

    @Override
    public Gradient[] vjp(Entry entry, Tensor g) {
        Tensor zero = Tensor.scalar(g.dtype(), 0);
        return Gradient.of(() -> where(condition, g, zero), () -> where(condition, zero, g));
    }
}
