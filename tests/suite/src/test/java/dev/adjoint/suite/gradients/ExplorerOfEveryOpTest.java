package dev.adjoint.suite.gradients;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.adjoint.Tape;
import dev.adjoint.Tensor;
import dev.adjoint.explorer.Explorer;
import dev.adjoint.explorer.Page;
import dev.adjoint.suite.explorer.PageData;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operation of the register can be explored: it has a formula, and its finite differences agree. */
class ExplorerOfEveryOpTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Stream<Example> examples() {
        return OpGradients.all().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("examples")
    void hasAFormulaAndAgreesWithFiniteDifferences(Example example) throws Exception {
        JsonNode tape;
        try (Tape recorded = Tape.record()) {
            example.function().apply(example.inputs()).square().sum();
            Explorer explorer = Explorer.of(recorded);
            for (Tensor input : example.inputs()) {
                explorer.name(input, "input");
            }
            tape = JSON.readTree(PageData.of(new Page(List.of(explorer.recording()))))
                    .get(0);
        }
        for (JsonNode entry : tape.get("entries")) {
            if (entry.get("kind").asText().equals("OPERATION")) {
                assertThat(entry.has("formula"))
                        .as("formula of %s", entry.get("name"))
                        .isTrue();
            }
        }
        for (JsonNode check : tape.get("checks")) {
            for (int i = 0; i < check.get("elements").size(); i++) {
                double analytic = check.get("analytic").get(i).asDouble();
                double numeric = check.get("numeric").get(i).asDouble();
                if (!check.get("kink").get(i).asBoolean()) {
                    assertThat(Math.abs(analytic - numeric))
                            .as("element %s: %s and %s", check.get("elements").get(i), analytic, numeric)
                            .isLessThanOrEqualTo(1e-5 * Math.max(1, Math.abs(analytic)));
                }
            }
        }
    }
}
