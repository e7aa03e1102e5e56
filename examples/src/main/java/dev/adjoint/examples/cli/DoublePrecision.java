package dev.adjoint.examples.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.adjoint.DType;
import dev.adjoint.NDArray;
import dev.adjoint.nn.Block;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Models;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Makes the float64 twin of a model: the same architecture but for the element type, and the same weights. */
final class DoublePrecision {
    private static final ObjectMapper JSON = new ObjectMapper();

    private DoublePrecision() {}

    static Layer of(Layer model, RandomGenerator random) throws JsonProcessingException {
        JsonNode architecture = JSON.readTree(Models.toJson(model));
        widen(architecture, model);
        Layer twin = Models.fromJson(JSON.writeValueAsString(architecture), random);
        Map<String, NDArray> state = new LinkedHashMap<>();
        model.state().forEach((name, value) -> state.put(name, value.to(DType.FLOAT64)));
        twin.load(state);
        return twin;
    }

    /** Sets the element type of everything that has numbers of its own. */
    private static void widen(JsonNode node, Block module) {
        JsonNode children = node.get("children");
        if (children != null) {
            children.properties()
                    .forEach(child -> widen(child.getValue(), module.children().get(child.getKey())));
        } else if (!module.parameters().isEmpty() || !module.buffers().isEmpty()) {
            ((ObjectNode) node).withObjectProperty("settings").put("dtype", DType.FLOAT64.toString());
        }
    }
}
