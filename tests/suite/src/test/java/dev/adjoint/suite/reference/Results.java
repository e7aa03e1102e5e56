package dev.adjoint.suite.reference;

import dev.adjoint.DType;
import dev.adjoint.IntArray;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the framework computed for a case, by name: {@code output}, {@code extra_outputs.indices}, {@code grads.x}, ...
 */
final class Results {
    private final Map<String, NDArray> values = new LinkedHashMap<>();

    Results output(Tensor value) {
        return put("output", value.value());
    }

    Results output(double... values) {
        return put("output", numbers(values));
    }

    Results extra(String name, NDArray value) {
        return put("extra_outputs." + name, value);
    }

    Results extra(String name, double... values) {
        return extra(name, numbers(values));
    }

    Results extra(String name, IntArray value) {
        double[] numbers = Arrays.stream(value.ints()).asDoubleStream().toArray();
        return extra(name, NDArray.wrap(value.shape(), numbers));
    }

    Results put(String name, NDArray value) {
        values.put(name, value);
        return this;
    }

    /** The value, or null if there is none of the name. */
    NDArray get(String name) {
        return values.get(name);
    }

    private static NDArray numbers(double[] values) {
        return values.length == 1
                ? NDArray.scalar(DType.FLOAT64, values[0])
                : NDArray.of(Shape.of(values.length), values);
    }
}
