package dev.adjoint.suite.reference;

import com.fasterxml.jackson.databind.JsonNode;
import dev.adjoint.BoolArray;
import dev.adjoint.IntArray;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;

/** Reads {@code {"shape": [...], "data": [...], "dtype": "int64" or "bool" or absent}}. */
final class JsonArrays {
    private JsonArrays() {}

    static NDArray floats(JsonNode array) {
        requireType(array, "float64");
        return anyAsDoubles(array);
    }

    static IntArray ints(JsonNode array) {
        requireType(array, "int64");
        return IntArray.wrap(shape(array), integers(array.get("data")));
    }

    static BoolArray bools(JsonNode array) {
        requireType(array, "bool");
        int[] bits = integers(array.get("data"));
        boolean[] elements = new boolean[bits.length];
        for (int i = 0; i < bits.length; i++) {
            elements[i] = bits[i] != 0;
        }
        return BoolArray.wrap(shape(array), elements);
    }

    /** The numbers of an array of any type. */
    static NDArray anyAsDoubles(JsonNode array) {
        return NDArray.wrap(shape(array), numbers(array.get("data")));
    }

    static boolean isInteger(JsonNode array) {
        return !type(array).equals("float64");
    }

    static String type(JsonNode array) {
        return array.path("dtype").asText("float64");
    }

    static int[] integers(JsonNode list) {
        int[] elements = new int[list.size()];
        for (int i = 0; i < elements.length; i++) {
            JsonNode element = list.get(i);
            if (element.isBoolean()) {
                elements[i] = element.booleanValue() ? 1 : 0;
            } else if (element.isNumber() && element.doubleValue() == element.intValue()) {
                elements[i] = element.intValue();
            } else {
                throw new IllegalArgumentException("expected integers, got " + element);
            }
        }
        return elements;
    }

    static double[] numbers(JsonNode list) {
        double[] elements = new double[list.size()];
        for (int i = 0; i < elements.length; i++) {
            JsonNode element = list.get(i);
            if (!element.isNumber() && !element.isBoolean()) {
                throw new IllegalArgumentException("expected numbers, got " + element);
            }
            elements[i] = element.isBoolean() ? (element.booleanValue() ? 1 : 0) : element.doubleValue();
        }
        return elements;
    }

    private static Shape shape(JsonNode array) {
        return Shape.of(integers(array.get("shape")));
    }

    private static void requireType(JsonNode array, String type) {
        if (!type(array).equals(type)) {
            throw new IllegalArgumentException("expected an array of " + type + ", got one of " + type(array));
        }
    }
}
