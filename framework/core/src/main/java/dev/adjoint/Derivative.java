package dev.adjoint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * A function of tensors with its gradients, evaluated anywhere, each time on a tape of its own.
 *
 * @param inputs parameters are written in place; in the stead of others the function gets new tensors
 */
record Derivative(Function<List<Tensor>, Tensor> function, List<? extends Tensor> inputs) {

    /** The function's value. */
    NDArray output(NDArray[] at) {
        try (Tape tape = Tape.record()) {
            tape.pause();
            return apply(place(at)).value();
        }
    }

    /** The vector-Jacobian product of {@code v} with respect to each input. */
    List<NDArray> gradients(NDArray[] at, NDArray v) {
        try (Tape tape = Tape.record()) {
            List<Tensor> x = place(at);
            Tensor y = apply(x);
            return arrays(gradients(tape, false, y, new Tensor(v), x));
        }
    }

    /** The gradients of {@code <gradients(at, v), r>} with respect to each input and to {@code v}. */
    List<NDArray> secondGradients(NDArray[] at, NDArray v, List<NDArray> r) {
        try (Tape tape = Tape.record()) {
            List<Tensor> x = place(at);
            Tensor upstream = new Tensor(v);
            List<Tensor> first = gradients(tape, true, apply(x), upstream, x);
            Tensor sum = Tensor.scalar(v.dtype(), 0);
            for (int i = 0; i < first.size(); i++) {
                sum = sum.add(first.get(i).mul(new Tensor(r.get(i))).sum());
            }
            List<Tensor> all = new ArrayList<>(x);
            all.add(upstream);
            return arrays(gradients(tape, false, sum, Tensor.scalar(v.dtype(), 1), all));
        }
    }

    private Tensor apply(List<Tensor> x) {
        Tensor y = function.apply(x);
        GradCheck.requireDoubles("output", y);
        return y;
    }

    private List<Tensor> place(NDArray[] at) {
        List<Tensor> x = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            if (inputs.get(i) instanceof Parameter parameter) {
                parameter.assign(at[i]);
                x.add(parameter);
            } else {
                x.add(new Tensor(at[i]));
            }
        }
        return x;
    }

    /** The tape's gradients, and zeros for what the function did not use. */
    private static List<Tensor> gradients(
            Tape tape, boolean differentiable, Tensor output, Tensor seed, List<Tensor> wrt) {
        Tensor y = output.indexOn(tape) < 0 ? output.mul(1) : output;
        Tensor[] used = wrt.stream().filter(x -> x.indexOn(tape) >= 0).toArray(Tensor[]::new);
        BackwardPass pass = tape.from(y).seed(seed);
        List<Tensor> found = (differentiable ? pass.differentiable() : pass).gradients(used);
        return wrt.stream()
                .map(x -> Arrays.asList(used).contains(x)
                        ? found.get(Arrays.asList(used).indexOf(x))
                        : new Tensor(NDArray.zeros(x.dtype(), x.shape())))
                .toList();
    }

    private static List<NDArray> arrays(List<Tensor> tensors) {
        return tensors.stream().map(Tensor::value).toList();
    }
}
