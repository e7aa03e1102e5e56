package dev.adjoint.suite.reference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.adjoint.DType;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Models;
import java.io.IOException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Weights from a file of another program, in a network that a person described. */
class LenetFileTest {
    private static final String LENET = """
            {"type": "Sequential", "children": {
                "0": {"type": "Conv2d", "settings": {"in_channels": 1, "out_channels": 6, "kernel_size": 3, "padding": 1}},
                "1": {"type": "Relu"},
                "2": {"type": "MaxPool2d", "settings": {"kernel_size": 2}},
                "3": {"type": "Conv2d", "settings": {"in_channels": 6, "out_channels": 10, "kernel_size": 3}},
                "4": {"type": "Relu"},
                "5": {"type": "AvgPool2d", "settings": {"kernel_size": 2}},
                "6": {"type": "Flatten"},
                "7": {"type": "Linear", "settings": {"in_features": 40, "out_features": 24}},
                "8": {"type": "Relu"},
                "9": {"type": "Linear", "settings": {"in_features": 24, "out_features": 10}}}}
            """;

    @Test
    void parametersAreThoseThatTheTrainingBeganWith() throws IOException {
        Layer lenet = Models.fromJson(LENET, new SplittableRandom(1));
        Models.loadWeights(lenet, ReferenceFiles.shipped("/reference/safetensors/lenet_initial_f32.safetensors"));
        JsonNode initial = ReferenceFiles.json(ReferenceFiles.shipped("/reference/trajectory/lenet.json.gz"))
                .get("initial");
        assertThat(lenet.parameters()).hasSize(initial.size());
        lenet.parameters()
                .forEach((path, parameter) -> assertThat(parameter
                                .value()
                                .sameBits(JsonArrays.floats(initial.get(path)).to(DType.FLOAT32)))
                        .as(path)
                        .isTrue());
    }
}
