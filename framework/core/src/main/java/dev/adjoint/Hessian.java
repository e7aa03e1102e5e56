package dev.adjoint;

import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Hessians H of scalar functions, and their products with vectors, which never form H. As {@link Gradients}, they open
 * a tape or use the one that records.
 *
 * <pre>{@code
 * Tensor h = Hessian.of(x -> x.pow(3).sum(), x);
 * List<Tensor> hv = Hessian.times(() -> Losses.mse(net.forward(x), y), directions, weights);
 * }</pre>
 */
public final class Hessian {
    private Hessian() {}

    /**
     * The Jacobian of the gradient.
     *
     * @param f from a tensor to a tensor of one element
     * @param x where
     * @return a tensor whose shape is the argument's, twice
     */
    public static Tensor of(UnaryOperator<Tensor> f, Tensor x) {
        return of(() -> f.apply(x), x);
    }

    /**
     * The Jacobian of the gradient of a computation with respect to a tensor that it uses.
     *
     * @param f computes a tensor of one element
     * @param wrt the argument
     * @return a tensor whose shape is the argument's, twice
     */
    public static Tensor of(Supplier<Tensor> f, Tensor wrt) {
        return Derivatives.onTape(tape ->
                        List.of(Jacobian.of(() -> Gradients.of(f, wrt).get(0), wrt)))
                .get(0);
    }

    /**
     * The product {@code H v}: the gradient of the inner product of a function's gradient and v, at about twice the
     * cost of the gradient.
     *
     * @param f from a tensor to a tensor of one element
     * @param v the vector, of the shape of x
     * @param x where
     * @return the product, of the shape of x
     */
    public static Tensor times(UnaryOperator<Tensor> f, Tensor v, Tensor x) {
        return times(() -> f.apply(x), List.of(v), x).get(0);
    }

    /**
     * The product {@code H v} of a computation that uses several tensors.
     *
     * @param f computes a tensor of one element
     * @param v the vector, one tensor for each argument, of its shape
     * @param wrt the arguments
     * @return one product for each argument, of its shape
     */
    public static List<Tensor> times(Supplier<Tensor> f, List<Tensor> v, Tensor... wrt) {
        Derivatives.requireDirections(v, wrt);
        return Derivatives.onTape(tape -> {
            List<Tensor> gradients = tape.from(f.get()).differentiable().gradients(wrt);
            return tape.from(Derivatives.inner(gradients, v)).differentiable().gradients(wrt);
        });
    }
}
