package dev.adjoint.nn;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.adjoint.ArgumentException;
import dev.adjoint.file.Json;
import dev.adjoint.file.JsonReader;
import dev.adjoint.file.TextError;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

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

    private ArchitectureJson() {}

    /** A module as the text describes it, from the character {@code at} on. */
    record Node(String type, Map<String, Object> settings, Map<String, Node> children, long at) {}

    /** What was read of a module so far. */
    private static final class Fields {
        private String type;
        private final Map<String, Object> settings = new LinkedHashMap<>();
        private final Map<String, Node> children = new LinkedHashMap<>();
    }

    static String write(Node root) {
        return Json.print("architecture", json -> write(json, "", root, 1));
    }

    private static void write(JsonGenerator json, String path, Node node, int depth) throws IOException {
        if (depth > MAX_DEPTH) {
            throw new ArgumentException(
                    describe(path) + ": expected at most " + MAX_DEPTH + " modules within each other");
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

    static Node read(String text, TextError error) {
        return JsonReader.read(text, error, json -> node(json, "", 1));
    }

    private static Node node(JsonReader json, String path, int depth) {
        String what = describe(path);
        long at = json.at();
        if (depth > MAX_DEPTH) {
            throw json.error(what + ": expected at most " + MAX_DEPTH + " modules within each other");
        }
        Fields fields = new Fields();
        json.object(what, field -> {
            switch (field) {
                case "type" -> fields.type = json.text(what + " type");
                case "settings" -> fields.settings.putAll(json.map(what + " settings"));
                case "children" ->
                    json.object(
                            what + " children",
                            name -> fields.children.put(name, node(json, join(path, name), depth + 1)));
                default -> throw json.error(what + ": unknown field '" + field + "'");
            }
        });
        if (fields.type == null) {
            throw json.error(what + ": expected a type");
        }
        return new Node(fields.type, fields.settings, fields.children, at);
    }

    /** A module in errors. */
    static String describe(String path) {
        return path.isEmpty() ? "the model" : "module '" + path + "'";
    }

    static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
