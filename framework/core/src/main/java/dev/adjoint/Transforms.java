package dev.adjoint;

import dev.adjoint.op.Concat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Derivatives of whole functions. A function is given as the computation of its value, and its arguments as the tensors
 * to differentiate with respect to: inputs, or the parameters of a module.
 *
 * <pre>{@code
 * Tensor h = Transforms.hessian(() -> x.pow(3).sum(), x);
 * List<Tensor> hv = Transforms.hvp(() -> Losses.mse(model.forward(x), y), directions, weights);
 * }</pre>
 *
 * <p>Each opens a tape of its own and returns constants. Called while a tape is recording, it uses that tape, and the
 * result can be differentiated again: transforms nest to any order. Definitions: JAX's functions of the same names.
 */
public final class Transforms {
    private Transforms() {}

    /**
     * The gradient of a scalar function, as a function.
     *
     * @param f from a tensor to a tensor of one element
     * @return from x to the gradient of f at x, of the shape of x
     */
    public static UnaryOperator<Tensor> grad(UnaryOperator<Tensor> f) {
        return x -> gradients(() -> f.apply(x), x).get(0);
    }

    /**
     * The gradients of a scalar function.
     *
     * @param f computes a tensor of one element
     * @param wrt the arguments
     * @return one gradient for each argument, of its shape
     */
    public static List<Tensor> gradients(Supplier<Tensor> f, Tensor... wrt) {
        return onTape(tape -> tape.from(f.get()).differentiable().gradients(wrt));
    }

    /**
     * A vector-Jacobian product {@code v' J}: the gradients of the inner product of v and the function's value.
     *
     * @param f computes a tensor of any shape
     * @param v a tensor of the value's shape
     * @param wrt the arguments
     * @return one product for each argument, of its shape
     */
    public static List<Tensor> vjp(Supplier<Tensor> f, Tensor v, Tensor... wrt) {
        return onTape(tape -> tape.from(f.get()).seed(v).differentiable().gradients(wrt));
    }

    /**
     * A Jacobian-vector product {@code J t}: the derivative of the function's value along a direction. It is computed
     * by differentiating the vector-Jacobian product, which is linear in its vector, with respect to that vector.
     *
     * @param f computes a tensor of any shape
     * @param tangents the direction, one tensor for each argument, of its shape
     * @param wrt the arguments
     * @return the derivative, of the value's shape
     */
    public static Tensor jvp(Supplier<Tensor> f, List<Tensor> tangents, Tensor... wrt) {
        requireDirections(tangents, wrt);
        return onTape(tape -> {
                    Tensor y = f.get();
                    Tensor v = new Tensor(NDArray.zeros(y.dtype(), y.shape()));
                    Tensor along = inner(tape.from(y).seed(v).differentiable().gradients(wrt), tangents);
                    return tape.from(along.add(v.sum().mul(0))).differentiable().gradients(v);
                })
                .get(0);
    }

    /**
     * The Jacobian: all partial derivatives of a function's value.
     *
     * @param f computes a tensor of any shape
     * @param wrt the argument
     * @return a tensor whose shape is the value's followed by the argument's
     */
    public static Tensor jacobian(Supplier<Tensor> f, Tensor wrt) {
        return onTape(tape -> {
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
     * The Hessian of a scalar function: the Jacobian of its gradient.
     *
     * @param f computes a tensor of one element
     * @param wrt the argument
     * @return a tensor whose shape is the argument's, twice
     */
    public static Tensor hessian(Supplier<Tensor> f, Tensor wrt) {
        return onTape(tape -> List.of(jacobian(() -> gradients(f, wrt).get(0), wrt)))
                .get(0);
    }

    /**
     * A Hessian-vector product {@code H v}: the gradients of the inner product of a scalar function's gradient and v,
     * at about twice the cost of the gradient.
     *
     * @param f computes a tensor of one element
     * @param v the vector, one tensor for each argument, of its shape
     * @param wrt the arguments
     * @return one product for each argument, of its shape
     */
    public static List<Tensor> hvp(Supplier<Tensor> f, List<Tensor> v, Tensor... wrt) {
        requireDirections(v, wrt);
        return onTape(tape -> {
            List<Tensor> gradients = tape.from(f.get()).differentiable().gradients(wrt);
            return tape.from(inner(gradients, v)).differentiable().gradients(wrt);
        });
    }

    private static Tensor stack(Tensor[] rows, Tensor y, Tensor wrt) {
        int[] dims = Arrays.copyOf(y.shape().dims(), y.rank() + wrt.rank());
        System.arraycopy(wrt.shape().dims(), 0, dims, y.rank(), wrt.rank());
        return rows.length == 0
                ? new Tensor(NDArray.zeros(y.dtype(), Shape.of(dims)))
                : Concat.stack(0, rows).reshape(Shape.of(dims));
    }

    private static Tensor inner(List<Tensor> a, List<Tensor> b) {
        Tensor sum = a.get(0).mul(b.get(0)).sum();
        for (int i = 1; i < a.size(); i++) {
            sum = sum.add(a.get(i).mul(b.get(i)).sum());
        }
        return sum;
    }

    private static void requireDirections(List<Tensor> directions, Tensor... wrt) {
        List<Shape> expected = Arrays.stream(wrt).map(Tensor::shape).toList();
        List<Shape> got = directions.stream().map(Tensor::shape).toList();
        if (!expected.equals(got)) {
            throw new ShapeException(
                    "directions: expected one tensor for each argument, of shapes " + expected + ", got " + got);
        }
    }

    private static List<Tensor> onTape(Function<Tape, List<Tensor>> body) {
        if (Tape.isRecordingHere()) {
            return body.apply(Tape.current());
        }
        try (Tape tape = Tape.record()) {
            List<Tensor> results = new ArrayList<>();
            body.apply(tape).forEach(result -> results.add(result.detach()));
            return results;
        }
    }
}
