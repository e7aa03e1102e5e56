package dev.adjoint.suite.op;

import dev.adjoint.DType;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.Tape;
import dev.adjoint.Tensor;
import java.util.function.UnaryOperator;

/** Derivatives of functions, as plain numbers, and tensors from plain numbers. */
final class Derivatives {
    private Derivatives() {}

    static Tensor tensor(Shape shape, double... elements) {
        return new Tensor(NDArray.of(shape, elements));
    }

    static Tensor vector(double... elements) {
        return tensor(Shape.of(elements.length), elements);
    }

    /** The gradient of the sum of a function's elements. */
    static double[] gradient(UnaryOperator<Tensor> function, Tensor x) {
        try (Tape tape = Tape.record()) {
            return tape.gradients(function.apply(x).sum(), x).get(0).value().toDoubleArray();
        }
    }

    /** The value of a function of one number and its first two derivatives. */
    static double[] upToSecond(UnaryOperator<Tensor> function, DType dtype, double at) {
        try (Tape tape = Tape.record()) {
            Tensor x = Tensor.scalar(dtype, at);
            Tensor y = function.apply(x);
            Tensor first = tape.from(y).differentiable().gradients(x).get(0).add(x.mul(0));
            Tensor second = tape.gradients(first, x).get(0);
            return new double[] {y.item(), first.item(), second.item()};
        }
    }
}
