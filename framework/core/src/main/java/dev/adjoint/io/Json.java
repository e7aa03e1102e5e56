package dev.adjoint.io;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.adjoint.ArgumentException;
import dev.adjoint.DataFormatException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * The JSON that files carry beside their tensors, of limited length and depth. A value is a Long, Double, Boolean,
 * String, List or Map of values; numbers that JSON has no digits for are the strings NaN, Infinity and -Infinity.
 */
final class Json {
    /** Far beyond any network or training that anyone described. */
    static final int MAX_CHARACTERS = 10_000_000;

    /** Of objects and lists. */
    static final int MAX_DEPTH = 204;

    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxDocumentLength(MAX_CHARACTERS)
                            .build())
                    .configure(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES, false)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    /** Writes JSON. */
    interface Content {
        void writeTo(JsonGenerator json) throws IOException;
    }

    /** {@code what} names the text in errors. */
    static String print(String what, Content content) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = MAPPER.createGenerator(text)) {
            content.writeTo(json);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        if (text.getBuffer().length() > MAX_CHARACTERS) {
            throw new ArgumentException(what + ": expected at most " + MAX_CHARACTERS + " characters of text, got "
                    + text.getBuffer().length());
        }
        return text.toString();
    }

    /** {@code error} makes an error of a place in the text and a message. */
    static JsonNode parse(String text, BiFunction<Long, String, DataFormatException> error) {
        if (text.length() > MAX_CHARACTERS) {
            throw error.apply(0L, "expected at most " + MAX_CHARACTERS + " characters, got " + text.length());
        }
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw error.apply(JsonErrors.at(e, JsonLocation.NA), JsonErrors.reason(e));
        }
    }

    /** A value that can be written, made of one that a caller gives; lists and maps are copied. */
    static Object value(String what, Object given) {
        return value(what, given, 1);
    }

    private static Object value(String what, Object given, int depth) {
        if (depth > MAX_DEPTH) {
            throw new ArgumentException(what + ": expected at most " + MAX_DEPTH + " lists and maps in each other");
        }
        if (given instanceof Integer number) {
            return number.longValue();
        }
        if (given instanceof Double number && !Double.isFinite(number)) {
            return number.toString();
        }
        if (given instanceof Long || given instanceof Double || given instanceof Boolean || given instanceof String) {
            return given;
        }
        if (given instanceof List<?> list) {
            return list.stream().map(element -> value(what, element, depth + 1)).toList();
        }
        if (given instanceof Map<?, ?> map) {
            Map<String, Object> values = new LinkedHashMap<>();
            map.forEach((key, value) -> values.put(key.toString(), value(what + " " + key, value, depth + 1)));
            return Collections.unmodifiableMap(values);
        }
        throw new ArgumentException(what + ": expected an Integer, Long, Double, Boolean, String, List or Map, got "
                + (given == null ? "null" : given.getClass().getSimpleName() + " " + given));
    }

    /** The value that JSON states. */
    static Object value(String what, JsonNode json, BiFunction<Long, String, DataFormatException> error) {
        if (json.isArray()) {
            List<Object> list = new ArrayList<>();
            json.forEach(element -> list.add(value(what, element, error)));
            return Collections.unmodifiableList(list);
        }
        if (json.isObject()) {
            Map<String, Object> map = new LinkedHashMap<>();
            json.properties()
                    .forEach(entry ->
                            map.put(entry.getKey(), value(what + " " + entry.getKey(), entry.getValue(), error)));
            return Collections.unmodifiableMap(map);
        }
        if (json.isIntegralNumber() && json.canConvertToLong()) {
            return json.longValue();
        }
        if (json.isNumber()) {
            return json.doubleValue();
        }
        if (json.isBoolean()) {
            return json.booleanValue();
        }
        if (json.isTextual()) {
            return json.textValue();
        }
        throw error.apply(0L, what + ": expected a value, got " + json.getNodeType());
    }

    /** An integer of 64 bits, or null if the value is none. */
    static Long toLong(Object value) {
        return value instanceof Long number ? number : null;
    }

    /** A number, or null if the value is none. */
    static Double toDouble(Object value) {
        if (value instanceof String text) {
            return switch (text) {
                case "NaN" -> Double.NaN;
                case "Infinity" -> Double.POSITIVE_INFINITY;
                case "-Infinity" -> Double.NEGATIVE_INFINITY;
                default -> null;
            };
        }
        return value instanceof Number number ? number.doubleValue() : null;
    }
}
