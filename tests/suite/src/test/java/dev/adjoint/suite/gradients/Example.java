package dev.adjoint.suite.gradients;

import dev.adjoint.GradCheck;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * A function whose gradients are checked, with inputs away from its kinks.
 *
 * @param name the name of the case
 * @param check the settings of the check
 * @param function the function
 * @param inputs the points where it is checked
 */
record Example(String name, GradCheck check, Function<List<Tensor>, Tensor> function, List<Tensor> inputs) {
    private static final GradCheck BOTH_ORDERS = GradCheck.DEFAULTS.order(2);

    static Example of(String name, UnaryOperator<Tensor> function, Tensor x) {
        return ofAll(name, in -> function.apply(in.get(0)), x);
    }

    static Example of(String name, BinaryOperator<Tensor> function, Tensor a, Tensor b) {
        return ofAll(name, in -> function.apply(in.get(0), in.get(1)), a, b);
    }

    static Example ofAll(String name, Function<List<Tensor>, Tensor> function, Tensor... inputs) {
        return new Example(name, BOTH_ORDERS, function, List.of(inputs));
    }

    /** The same, checked with other settings. */
    Example checkedWith(UnaryOperator<GradCheck> settings) {
        return new Example(name, settings.apply(check), function, inputs);
    }

    /** Numbers between -2 and 2, no two of them equal, none of them -1, 0 or 1. */
    static Tensor spread(int... dims) {
        return between(-2, 2, dims);
    }

    /** Numbers between 1/2 and 2, no two of them equal. */
    static Tensor positive(int... dims) {
        return between(0.5, 2, dims);
    }

    /** Numbers between 0.1 and 0.9, no two of them equal. */
    static Tensor fractions(int... dims) {
        return between(0.1, 0.9, dims);
    }

    /** Evenly spaced numbers in a random order that depends only on the shape. */
    private static Tensor between(double low, double high, int... dims) {
        Shape shape = Shape.of(dims);
        double step = (high - low) / shape.size();
        List<Double> numbers = new java.util.ArrayList<>(IntStream.range(0, shape.size())
                .mapToObj(i -> low + (i + 0.3) * step)
                .toList());
        Collections.shuffle(numbers, new Random(shape.hashCode()));
        return new Tensor(NDArray.wrap(
                shape, numbers.stream().flatMapToDouble(DoubleStream::of).toArray()));
    }

    @Override
    public String toString() {
        return name;
    }
}
