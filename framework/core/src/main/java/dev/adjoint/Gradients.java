package dev.adjoint;

import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Gradients of whole functions.
 *
 * <pre>{@code
 * Tensor saliency = Gradients.of(image -> net.forward(image).get(0, 3), image);
 * List<Tensor> g = Gradients.of(() -> Losses.mse(net.forward(x), y), weight, bias);
 * }</pre>
 *
 * <p>A tape is opened for the computation, and the results are constants. Called while a tape is recording, it uses
 * that tape, and the results can be differentiated again: gradients, {@link Jacobian} and {@link Hessian} nest to any
 * order.
 */
public final class Gradients {
    private Gradients() {}

    /**
     * The gradient of a scalar function.
     *
     * @param f from a tensor to a tensor of one element
     * @param x where
     * @return the gradient of f at x, of the shape of x
     */
    public static Tensor of(UnaryOperator<Tensor> f, Tensor x) {
        return of(() -> f.apply(x), x).get(0);
    }

    /**
     * The gradients of a computation with respect to several tensors that it uses.
     *
     * @param f computes a tensor of one element
     * @param wrt the arguments: inputs, or parameters of a module
     * @return one gradient for each argument, of its shape
     */
    public static List<Tensor> of(Supplier<Tensor> f, Tensor... wrt) {
        return Derivatives.onTape(tape -> tape.from(f.get()).differentiable().gradients(wrt));
    }
}
