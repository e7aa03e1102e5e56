package dev.adjoint.suite.reference;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A JSON object of settings that remembers which of them were read, so that no setting is silently ignored. */
final class Attributes {
    private final JsonNode object;
    private final Set<String> read = new HashSet<>();

    Attributes(JsonNode object) {
        this.object = object;
    }

    /** Whether the setting is there and not null. */
    boolean has(String key) {
        read.add(key);
        return object.hasNonNull(key);
    }

    boolean isText(String key) {
        return has(key) && object.get(key).isTextual();
    }

    String text(String key) {
        return required(key).asText();
    }

    String text(String key, String otherwise) {
        return has(key) ? text(key) : otherwise;
    }

    int integer(String key) {
        JsonNode node = single(key);
        if (node.doubleValue() != node.intValue()) {
            throw new IllegalArgumentException("setting " + key + ": expected an integer, got " + node);
        }
        return node.intValue();
    }

    int integer(String key, int otherwise) {
        return has(key) ? integer(key) : otherwise;
    }

    double number(String key) {
        JsonNode node = single(key);
        return node.isTextual() ? textualNumber(node.asText()) : node.doubleValue();
    }

    double number(String key, double otherwise) {
        return has(key) ? number(key) : otherwise;
    }

    boolean flag(String key) {
        JsonNode node = required(key);
        if (!node.isBoolean()) {
            throw new IllegalArgumentException("setting " + key + ": expected true or false, got " + node);
        }
        return node.booleanValue();
    }

    boolean flag(String key, boolean otherwise) {
        return has(key) ? flag(key) : otherwise;
    }

    /** A list, or a single number as a list of one. */
    int[] integers(String key) {
        JsonNode node = required(key);
        if (!node.isArray()) {
            return new int[] {integer(key)};
        }
        return JsonArrays.integers(node);
    }

    int[] integers(String key, int... otherwise) {
        return has(key) ? integers(key) : otherwise;
    }

    /** A list, or a single number as a list of one. */
    double[] numbers(String key) {
        JsonNode node = required(key);
        return node.isArray() ? JsonArrays.numbers(node) : new double[] {number(key)};
    }

    JsonNode node(String key) {
        return required(key);
    }

    /** The settings that nobody read. */
    List<String> unread() {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        names.removeAll(read);
        return names;
    }

    /** Python writes what JSON cannot. */
    private static double textualNumber(String text) {
        return switch (text) {
            case "inf", "Infinity" -> Double.POSITIVE_INFINITY;
            case "-inf", "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    private JsonNode single(String key) {
        JsonNode node = required(key);
        return node.isArray() && node.size() == 1 ? node.get(0) : node;
    }

    private JsonNode required(String key) {
        if (!has(key)) {
            throw new IllegalArgumentException("setting " + key + " is missing in " + object);
        }
        return object.get(key);
    }

    @Override
    public String toString() {
        return object.toString();
    }
}
