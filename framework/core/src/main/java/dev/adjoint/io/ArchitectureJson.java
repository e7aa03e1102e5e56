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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * The text of an architecture: of each module its type, settings and children, and nothing else.
 *
 * <pre>{@code
 * {"type": "Sequential", "children": {
 *   "0": {"type": "Linear", "settings": {"in_features": 64, "out_features": 10, "bias": true}}}}
 * }</pre>
 */
final class ArchitectureJson {
    /** Far beyond any network that anyone wrote. */
    private static final int MAX_CHARACTERS = 10_000_000;

    /** Modules within modules; each takes two levels of JSON, and lists in settings two more at most. */
    private static final int MAX_DEPTH = 100;

    private static final Set<String> FIELDS = Set.of("type", "settings", "children");

    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(2 * MAX_DEPTH + 4)
                            .maxDocumentLength(MAX_CHARACTERS)
                            .build())
                    .configure(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES, false)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private ArchitectureJson() {}

    /** A module as the text describes it. */
    record Node(String type, Map<String, Object> settings, Map<String, Node> children) {}

    static String write(Node root) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            write(json, "", root, 1);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        if (text.getBuffer().length() > MAX_CHARACTERS) {
            throw new ArgumentException("architecture: expected at most " + MAX_CHARACTERS + " characters of text, got "
                    + text.getBuffer().length());
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, String path, Node node, int depth) throws IOException {
        if (depth > MAX_DEPTH) {
            throw new ArgumentException(path + ": expected at most " + MAX_DEPTH + " modules within each other");
        }
        json.writeStartObject();
        json.writeStringField("type", node.type());
        if (!node.settings().isEmpty()) {
            json.writeObjectFieldStart("settings");
            for (Map.Entry<String, Object> setting : node.settings().entrySet()) {
                json.writeFieldName(setting.getKey());
                writeValue(json, path + " setting " + setting.getKey(), setting.getValue());
            }
            json.writeEndObject();
        }
        if (!node.children().isEmpty()) {
            json.writeObjectFieldStart("children");
            for (Map.Entry<String, Node> child : node.children().entrySet()) {
                json.writeFieldName(child.getKey());
                write(json, join(path, child.getKey()), child.getValue(), depth + 1);
            }
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void writeValue(JsonGenerator json, String what, Object value) throws IOException {
        if (value instanceof Double number && !Double.isFinite(number)) {
            json.writeString(number.toString());
        } else if (value instanceof Integer
                || value instanceof Double
                || value instanceof Boolean
                || value instanceof String) {
            json.writePOJO(value);
        } else if (value instanceof List<?> list) {
            json.writeStartArray();
            for (Object element : list) {
                writeValue(json, what, element);
            }
            json.writeEndArray();
        } else {
            throw new ArgumentException(what + ": expected an Integer, Double, Boolean, String or List, got "
                    + (value == null ? "null" : value.getClass().getSimpleName() + " " + value));
        }
    }

    /** {@code error} makes an error of a place in the text and a message. */
    static Node read(String text, BiFunction<Long, String, DataFormatException> error) {
        if (text.length() > MAX_CHARACTERS) {
            throw error.apply(0L, "expected at most " + MAX_CHARACTERS + " characters, got " + text.length());
        }
        try {
            return node("", JSON.readTree(text), error, 1);
        } catch (JsonProcessingException e) {
            throw error.apply(JsonErrors.at(e, JsonLocation.NA), JsonErrors.reason(e));
        }
    }

    private static Node node(
            String path, JsonNode json, BiFunction<Long, String, DataFormatException> error, int depth) {
        String what = path.isEmpty() ? "the model" : "module '" + path + "'";
        if (depth > MAX_DEPTH) {
            throw error.apply(0L, what + ": expected at most " + MAX_DEPTH + " modules within each other");
        }
        if (!json.isObject() || !json.path("type").isTextual()) {
            throw error.apply(0L, what + ": expected an object with a type");
        }
        json.fieldNames().forEachRemaining(field -> {
            if (!FIELDS.contains(field)) {
                throw error.apply(0L, what + ": unknown field '" + field + "'");
            }
        });
        Map<String, Object> settings = new LinkedHashMap<>();
        fields(json, "settings", what, error)
                .forEach((name, value) -> settings.put(name, value(value, what + " setting " + name, error)));
        Map<String, Node> children = new LinkedHashMap<>();
        fields(json, "children", what, error)
                .forEach((name, child) -> children.put(name, node(join(path, name), child, error, depth + 1)));
        return new Node(json.get("type").textValue(), settings, children);
    }

    private static Map<String, JsonNode> fields(
            JsonNode json, String field, String what, BiFunction<Long, String, DataFormatException> error) {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        JsonNode object = json.get(field);
        if (object != null) {
            if (!object.isObject()) {
                throw error.apply(0L, what + " " + field + ": expected an object");
            }
            object.properties().forEach(entry -> fields.put(entry.getKey(), entry.getValue()));
        }
        return fields;
    }

    private static Object value(JsonNode json, String what, BiFunction<Long, String, DataFormatException> error) {
        if (json.isArray()) {
            List<Object> list = new ArrayList<>();
            json.forEach(element -> list.add(value(element, what, error)));
            return list;
        }
        if (json.isInt()) {
            return json.intValue();
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
        throw error.apply(0L, what + ": expected a number, true, false, a text or a list, got " + json.getNodeType());
    }

    static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
