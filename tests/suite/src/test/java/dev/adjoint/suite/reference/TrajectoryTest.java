package dev.adjoint.suite.reference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.suite.reference.ReferenceCase.Expected;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Whole trainings against PyTorch's: every loss, and what is learned in the end. {@code -Dadjoint.trajectories=DIR}
 * runs any other directory of {@code *.json} or {@code *.json.gz} in the format of the shipped one's README.
 */
class TrajectoryTest {
    private static final double LOSSES = 1e-9;
    private static final double PARAMETERS = 1e-8;

    @TestFactory
    Stream<DynamicNode> trainingTakesTheSamePath() {
        Path directory = ReferenceFiles.directory("adjoint.trajectories", "/reference/trajectory");
        return ReferenceFiles.files(directory, ".json").stream().flatMap(TrajectoryTest::tests);
    }

    private static Stream<DynamicTest> tests(Path file) {
        JsonNode json = ReferenceFiles.json(file);
        DynamicTest firstStep = DynamicTest.dynamicTest(file.getFileName() + ", first step", () -> firstStep(json));
        Stream<DynamicTest> runs = json.get("runs").properties().stream()
                .map(run -> DynamicTest.dynamicTest(
                        file.getFileName() + ", " + run.getKey(), () -> training(json, run.getValue())));
        return Stream.concat(Stream.of(firstStep), runs);
    }

    private static void firstStep(JsonNode json) {
        Trajectory trajectory = new Trajectory(json);
        Trajectory.FirstStep step = trajectory.firstStep();
        Comparison comparison = new Comparison(LOSSES);
        comparison.compare("output", step.output(), Expected.of(json.at("/first_step/output")));
        compare(comparison, "gradient of ", step.gradients(), json.at("/first_step/grads"));
        assertThat(comparison.failure()).isNull();
        assertThat(trajectory.unread())
                .as("settings of the loss that are not known")
                .isEmpty();
    }

    private static void training(JsonNode json, JsonNode run) {
        Attributes settings = new Attributes(run.get("settings"));
        Trajectory.Outcome outcome = new Trajectory(json).train(settings);
        Comparison losses = new Comparison(LOSSES);
        losses.compare("losses", vector(outcome.losses()), numbers(JsonArrays.numbers(run.get("losses"))));
        losses.compare(
                "eval_loss",
                vector(outcome.evalLoss()),
                numbers(run.get("eval_loss").doubleValue()));
        Comparison learned = new Comparison(PARAMETERS);
        compare(learned, "final ", outcome.parameters(), run.get("final"));
        compare(learned, "buffer ", outcome.buffers(), run.path("buffers"));
        System.out.printf("%s: worst loss %.1e, worst parameter %.1e%n", settings, losses.worst(), learned.worst());
        assertThat(losses.failure()).isNull();
        assertThat(learned.failure()).isNull();
        assertThat(settings.unread()).as("settings that are not known").isEmpty();
    }

    private static void compare(Comparison comparison, String what, Map<String, NDArray> actual, JsonNode expected) {
        expected.properties()
                .forEach(e -> comparison.compare(what + e.getKey(), actual.get(e.getKey()), Expected.of(e.getValue())));
    }

    private static NDArray vector(double... numbers) {
        return NDArray.of(Shape.of(numbers.length), numbers);
    }

    private static Expected numbers(double... numbers) {
        return new Expected(vector(numbers), false);
    }
}
