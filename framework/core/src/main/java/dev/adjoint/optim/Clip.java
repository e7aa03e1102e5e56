package dev.adjoint.optim;

import dev.adjoint.ArgumentException;
import dev.adjoint.NDArray;
import dev.adjoint.Parameter;
import dev.adjoint.Tensor;
import dev.adjoint.kernel.elementwise.FunctionsF32;
import dev.adjoint.kernel.elementwise.FunctionsF64;
import dev.adjoint.kernel.elementwise.Pointwise;
import dev.adjoint.kernel.reduction.Norm;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Limits gradients before a step, so that a single steep place does not throw the parameters far away (Pascanu et al.,
 * 2013). Parameters without a gradient are skipped. A parameter that occurs twice counts once.
 */
public final class Clip {
    private static final double EPS = 1e-6;

    private Clip() {}

    /**
     * Clips by the Euclidean norm. See {@link #byNorm(Collection, double, double)}.
     *
     * @param parameters whose gradients to clip
     * @param maxNorm the largest norm that is not changed
     * @return the norm before
     */
    public static double byNorm(Collection<Parameter> parameters, double maxNorm) {
        return byNorm(parameters, maxNorm, 2);
    }

    /**
     * Multiplies all gradients by {@code min(1, maxNorm / (norm + 1e-6))}, where the norm is that of all of them
     * together, {@code (sum |g|^p)^(1/p)}. It is computed without overflow. Gradients of an infinite or undefined norm
     * are not changed: the caller sees the norm in the result and can skip the step. PyTorch multiplies such gradients
     * by 0 or NaN, which hides their origin. Apart from this, the definition is that of PyTorch's
     * {@code clip_grad_norm_}.
     *
     * @param parameters whose gradients to clip
     * @param maxNorm the largest norm that is not changed
     * @param normType p, positive; infinity for the largest magnitude
     * @return the norm before
     * @throws ArgumentException if the largest norm is negative or NaN, or p is not positive
     */
    public static double byNorm(Collection<Parameter> parameters, double maxNorm, double normType) {
        if (!(maxNorm >= 0)) {
            throw new ArgumentException("clip by norm: expected a largest norm of 0 or more, got " + maxNorm);
        }
        if (!(normType > 0)) {
            throw new ArgumentException("clip by norm: expected a norm type greater than 0, got " + normType);
        }
        List<Parameter> clipped = withGradient(parameters);
        double norm = Norm.of(clipped.stream().map(p -> p.grad().value()).toList(), normType);
        double factor = maxNorm / (norm + EPS);
        if (factor < 1 && norm < Double.POSITIVE_INFINITY) {
            for (Parameter parameter : clipped) {
                parameter.setGrad(new Tensor(scaled(parameter.grad().value(), factor)));
            }
        }
        return norm;
    }

    /**
     * Limits each element of all gradients to {@code -limit .. limit}. Source: PyTorch's {@code clip_grad_value_}.
     *
     * @param parameters whose gradients to clip
     * @param limit the largest magnitude
     * @throws ArgumentException if the limit is negative or NaN
     */
    public static void byValue(Collection<Parameter> parameters, double limit) {
        if (!(limit >= 0)) {
            throw new ArgumentException("clip by value: expected a limit of 0 or more, got " + limit);
        }
        for (Parameter parameter : withGradient(parameters)) {
            parameter.setGrad(new Tensor(Pointwise.map(
                    parameter.grad().value(),
                    (x, y, from, to) -> FunctionsF32.clamp(x, (float) -limit, (float) limit, y, from, to),
                    (x, y, from, to) -> FunctionsF64.clamp(x, -limit, limit, y, from, to))));
        }
    }

    private static NDArray scaled(NDArray gradient, double factor) {
        return Pointwise.map(
                gradient,
                (x, y, from, to) -> FunctionsF32.affine(x, (float) factor, 0, y, from, to),
                (x, y, from, to) -> FunctionsF64.affine(x, factor, 0, y, from, to));
    }

    private static List<Parameter> withGradient(Collection<Parameter> parameters) {
        Set<Parameter> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Parameter> result = new ArrayList<>();
        for (Parameter parameter : parameters) {
            if (parameter.grad() != null && seen.add(parameter)) {
                result.add(parameter);
            }
        }
        return result;
    }
}
