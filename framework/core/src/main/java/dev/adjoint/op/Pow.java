package dev.adjoint.op;

import dev.adjoint.BoolArray;
import dev.adjoint.Entry;
import dev.adjoint.Forward;
import dev.adjoint.Gradient;
import dev.adjoint.NDArray;
import dev.adjoint.Tensor;
import dev.adjoint.kernel.elementwise.ArithmeticF32;
import dev.adjoint.kernel.elementwise.ArithmeticF64;
import dev.adjoint.kernel.elementwise.Pointwise;
import dev.adjoint.kernel.elementwise.Selection;

/**
 * The power {@code y = a^b}, element by element.
 *
 * <p>Gradients for an upstream g: {@code g b a^(b-1)} for a, 0 where both are 0; {@code g y log a} for b, 0 where
 * {@code a = 0} and {@code b >= 0}. Inputs {@code a} and {@code b} are broadcast to a common shape by NumPy's rules;
 * each gradient is summed over what was repeated. Source: PyTorch's {@code torch.pow}.
 */
public record Pow() implements Elementwise {
    @Override
    public Forward forward(NDArray... in) {
        return Forward.of(Pointwise.map(in[0], in[1], ArithmeticF32.POW, ArithmeticF64.POW));
    }

    @Override
    public boolean needsOutput() {
        return false;
    }

    @Override
    public Gradient[] vjp(Entry entry, Tensor g) {
        Tensor a = entry.input(0);
        Tensor b = entry.input(1);
        return Gradient.of(
                () -> {
                    BoolArray zeros = Selection.test(a.value(), b.value(), (p, q) -> p == 0 && q == 0);
                    return SumTo.reduce(g.mul(b).mul(oneWhere(zeros, a).pow(b.sub(1))), entry.inputShape(0));
                },
                () -> {
                    BoolArray flat = Selection.test(a.value(), b.value(), (p, q) -> p == 0 && q >= 0);
                    Tensor base = oneWhere(flat, a);
                    return SumTo.reduce(g.mul(base.pow(b)).mul(base.log()), entry.inputShape(1));
                });
    }

    /** The bases, but 1 where the rule above would give 0 times infinity: there it then gives 0, to any order. */
    private static Tensor oneWhere(BoolArray condition, Tensor a) {
        return Where.where(condition, Tensor.scalar(a.dtype(), 1), a);
    }
}
