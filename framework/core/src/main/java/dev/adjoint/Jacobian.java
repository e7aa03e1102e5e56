package dev.adjoint;

import dev.adjoint.op.Concat;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Jacobians J of whole functions, and their products with vectors, which never form J. As {@link Gradients}, they open
 * a tape or use the one that records.
 *
 * <pre>{@code
 * Tensor j = Jacobian.of(x -> matrix.matmul(x.tanh()), x);
 * Tensor jt = Jacobian.times(() -> net.forward(x), List.of(direction), x);
 * }</pre>
 */
public final class Jacobian {
    private Jacobian() {}

    /**
     * All partial derivatives of a function's value.
     *
     * @param f from a tensor to a tensor of any shape
     * @param x where
     * @return a tensor whose shape is the value's followed by the argument's
     */
    public static Tensor of(UnaryOperator<Tensor> f, Tensor x) {
        return of(() -> f.apply(x), x);
    }

    /**
     * All partial derivatives of a computation's value with respect to a tensor that it uses.
     *
     * @param f computes a tensor of any shape
     * @param wrt the argument
     * @return a tensor whose shape is the value's followed by the argument's
     */
    public static Tensor of(Supplier<Tensor> f, Tensor wrt) {
        return Derivatives.onTape(tape -> {
                    Tensor y = f.get();
                    Tensor[] rows = new Tensor[y.shape().size()];
                    for (int i = 0; i < rows.length; i++) {
                        double[] unit = new double[rows.length];
                        unit[i] = 1;
                        Tensor seed = new Tensor(NDArray.wrap(y.shape(), unit).to(y.dtype()));
                        rows[i] = tape.from(y)
                                .seed(seed)
                                .differentiable()
                                .gradients(wrt)
                                .get(0);
                    }
                    return List.of(stack(rows, y, wrt));
                })
                .get(0);
    }

    /**
     * The product {@code J t}: the derivative of a computation's value along a direction. It is computed by
     * differentiating {@link #transposedTimes}, which is linear in its vector, with respect to that vector.
     *
     * @param f computes a tensor of any shape
     * @param t the direction, one tensor for each argument, of its shape
     * @param wrt the arguments
     * @return the derivative, of the value's shape
     */
    public static Tensor times(Supplier<Tensor> f, List<Tensor> t, Tensor... wrt) {
        Derivatives.requireDirections(t, wrt);
        return Derivatives.onTape(tape -> {
                    Tensor y = f.get();
                    Tensor v = new Tensor(NDArray.zeros(y.dtype(), y.shape()));
                    Tensor along = Derivatives.inner(
                            tape.from(y).seed(v).differentiable().gradients(wrt), t);
                    return tape.from(along.add(v.sum().mul(0))).differentiable().gradients(v);
                })
                .get(0);
    }

    /**
     * The product {@code J' v}, the vector-Jacobian product: the gradients of the inner product of v and a
     * computation's value.
     *
     * @param f computes a tensor of any shape
     * @param v a tensor of the value's shape
     * @param wrt the arguments
     * @return one product for each argument, of its shape
     */
    public static List<Tensor> transposedTimes(Supplier<Tensor> f, Tensor v, Tensor... wrt) {
        return Derivatives.onTape(
                tape -> tape.from(f.get()).seed(v).differentiable().gradients(wrt));
    }

    private static Tensor stack(Tensor[] rows, Tensor y, Tensor wrt) {
        int[] dims = Arrays.copyOf(y.shape().dims(), y.rank() + wrt.rank());
        System.arraycopy(wrt.shape().dims(), 0, dims, y.rank(), wrt.rank());
        return rows.length == 0
                ? new Tensor(NDArray.zeros(y.dtype(), Shape.of(dims)))
                : Concat.stack(0, rows).reshape(Shape.of(dims));
    }
}
