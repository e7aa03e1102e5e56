package dev.adjoint.nn;

import dev.adjoint.Tensor;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** A function as a layer. */
final class FunctionLayer extends Layer {
    private final String name;
    private final UnaryOperator<Tensor> function;

    FunctionLayer(String name, UnaryOperator<Tensor> function) {
        this.name = Objects.requireNonNull(name, "name");
        this.function = Objects.requireNonNull(function, "function");
    }

    @Override
    protected Tensor compute(Tensor x) {
        return function.apply(x);
    }

    @Override
    public String kind() {
        return name;
    }
}
