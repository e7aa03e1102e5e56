package dev.adjoint.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.adjoint.ArgumentException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The JSON that files hold beside their tensors, of limited length and depth. A value is a Long, Double, Boolean,
 * String, List or Map of values. Numbers that JSON cannot write are the strings NaN, Infinity and -Infinity.
 */
public final class Json {
    /** The most characters, far more than any known network or training needs. */
    public static final int MAX_CHARACTERS = 10_000_000;

    /** The deepest nesting of objects and lists. */
    public static final int MAX_DEPTH = 204;

    private static final ObjectMapper MAPPER = new JsonMapper(JsonFactory.builder()
            .streamWriteConstraints(
                    StreamWriteConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build());

    private Json() {}

    /** Writes JSON. */
    public interface Content {
        void writeTo(JsonGenerator json) throws IOException;
    }

    /** {@code what} names the text in errors. */
    public static String print(String what, Content content) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = MAPPER.createGenerator(text)) {
            content.writeTo(json);
        } catch (StreamConstraintsException e) {
            throw tooDeep(what);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        if (text.getBuffer().length() > MAX_CHARACTERS) {
            throw new ArgumentException(what + ": expected at most " + MAX_CHARACTERS + " characters of text, got "
                    + text.getBuffer().length());
        }
        return text.toString();
    }

    private static ArgumentException tooDeep(String what) {
        return new ArgumentException(what + ": expected at most " + MAX_DEPTH + " lists and maps within each other");
    }

    /** A value that can be written, made from a value of a caller. Lists and maps are copied. */
    public static Object value(String what, Object given) {
        return value(what, given, 1);
    }

    private static Object value(String what, Object given, int depth) {
        if (depth > MAX_DEPTH) {
            throw tooDeep(what);
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

    /** An integer of 64 bits, or null if the value is not one. */
    public static Long toLong(Object value) {
        return value instanceof Long number ? number : null;
    }

    /** A number, or null if the value is not one. */
    public static Double toDouble(Object value) {
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

    /** A list of converted elements, or null if the value is not a list or an element cannot be converted. */
    public static <V> List<V> toList(Object value, Function<Object, V> convert) {
        if (!(value instanceof List<?> list)) {
            return null;
        }
        List<V> converted = new ArrayList<>();
        list.forEach(element -> converted.add(convert.apply(element)));
        return converted.contains(null) ? null : converted;
    }
}
