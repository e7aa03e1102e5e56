package dev.adjoint.io;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.adjoint.ArgumentException;
import dev.adjoint.DataFormatException;
import java.io.IOException;
import java.util.LinkedHashMap;
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
    /** Modules within modules; each takes two levels of JSON, which leaves some for lists in settings. */
    private static final int MAX_DEPTH = 100;

    private static final Set<String> FIELDS = Set.of("type", "settings", "children");

    private ArchitectureJson() {}

    /** A module as the text describes it. */
    record Node(String type, Map<String, Object> settings, Map<String, Node> children) {}

    static String write(Node root) {
        return Json.print("architecture", json -> write(json, "", root, 1));
    }

    private static void write(JsonGenerator json, String path, Node node, int depth) throws IOException {
        if (depth > MAX_DEPTH) {
            throw new ArgumentException(path + ": expected at most " + MAX_DEPTH + " modules within each other");
        }
        json.writeStartObject();
        json.writeStringField("type", node.type());
        if (!node.settings().isEmpty()) {
            json.writePOJOField("settings", Json.value(join(path, "settings"), node.settings()));
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

    /** {@code error} makes an error of a place in the text and a message. */
    static Node read(String text, BiFunction<Long, String, DataFormatException> error) {
        return node("", Json.parse(text, error), error, 1);
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
                .forEach((name, value) -> settings.put(name, Json.value(what + " setting " + name, value, error)));
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

    static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
