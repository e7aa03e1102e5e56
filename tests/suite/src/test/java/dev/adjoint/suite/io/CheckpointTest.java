package dev.adjoint.suite.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.adjoint.ArgumentException;
import dev.adjoint.DType;
import dev.adjoint.DataFormatException;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.Tape;
import dev.adjoint.Tensor;
import dev.adjoint.io.SafeTensors;
import dev.adjoint.io.SafeTensorsWriter;
import dev.adjoint.nn.BatchNorm1d;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.NormOptions;
import dev.adjoint.nn.Sequential;
import dev.adjoint.optim.Adam;
import dev.adjoint.optim.CheckpointException;
import dev.adjoint.optim.Optimizer;
import dev.adjoint.optim.Sgd;
import dev.adjoint.optim.TrainingCheckpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {
    @TempDir
    Path directory;

    private TrainingCheckpoint written(TrainingCheckpoint checkpoint) throws IOException {
        Path file = directory.resolve("c.safetensors");
        checkpoint.write(file);
        return TrainingCheckpoint.read(file);
    }

    @Test
    void valuesComeBackAsTheyWere() throws IOException {
        TrainingCheckpoint checkpoint = written(TrainingCheckpoint.EMPTY
                .with("epoch", 3)
                .with("seed", Long.MIN_VALUE)
                .with("rate", 0.1)
                .with("tiny", Double.MIN_VALUE)
                .with("whole", 1e22)
                .with("minus zero", -0.0)
                .with("done", true)
                .with("generator", "L64X128MixRandom \"größe\" \u0001")
                .with("metrics", Map.of("loss", List.of(2.5, 1.0), "names", List.of("a", "b"))));
        assertThat(checkpoint.integer("epoch")).isEqualTo(3);
        assertThat(checkpoint.integer("seed")).isEqualTo(Long.MIN_VALUE);
        assertThat(checkpoint.number("rate")).isEqualTo(0.1);
        assertThat(checkpoint.number("tiny")).isEqualTo(Double.MIN_VALUE);
        assertThat(checkpoint.number("whole")).isEqualTo(1e22);
        assertThat(checkpoint.values().get("minus zero")).isEqualTo(-0.0);
        assertThat(checkpoint.flag("done")).isTrue();
        assertThat(checkpoint.text("generator")).isEqualTo("L64X128MixRandom \"größe\" \u0001");
        assertThat(checkpoint.numbers("metrics.loss")).containsExactly(2.5, 1);
        assertThat(checkpoint.values().get("metrics"))
                .isEqualTo(Map.of("loss", List.of(2.5, 1.0), "names", List.of("a", "b")));
        assertThat(checkpoint.has("metrics.names")).isTrue();
        assertThat(checkpoint.has("metrics.none.none")).isFalse();
    }

    @Test
    void valuesAreTheSameBeforeAndAfterWriting() throws IOException {
        TrainingCheckpoint checkpoint = TrainingCheckpoint.EMPTY
                .with("losses", List.of(Double.NaN, Double.POSITIVE_INFINITY, -1.0))
                .with("best", Double.NEGATIVE_INFINITY);
        TrainingCheckpoint read = written(checkpoint);
        assertThat(read).isEqualTo(checkpoint);
        assertThat(read.numbers("losses")).containsExactly(Double.NaN, Double.POSITIVE_INFINITY, -1);
        assertThat(read.number("best")).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void arraysOfBothTypesComeBackToTheBitInTheirGroups() throws IOException {
        NDArray singles = NDArray.of(Shape.of(2), Float.intBitsToFloat(0x7fc01234), -0f);
        NDArray doubles = NDArray.of(Shape.of(1, 2), 0.1, Double.MIN_VALUE);
        TrainingCheckpoint read = written(TrainingCheckpoint.EMPTY
                .withArrays("model", Map.of("0.weight", singles))
                .withArrays("model2", Map.of("weight", doubles)));
        assertThat(read.arrays().keySet()).containsExactlyInAnyOrder("model.0.weight", "model2.weight");
        assertThat(read.arrays("model").get("0.weight").sameBits(singles)).isTrue();
        assertThat(read.arrays("model2").get("weight").sameBits(doubles)).isTrue();
        assertThat(read.arrays("mod")).isEmpty();
    }

    /** A training in two halves equals one without a break. The second half begins with everything read from a file. */
    @Test
    void trainingGoesOnToTheSameBits() throws IOException {
        Layer straight = network(1);
        Optimizer straightAdam = adam(straight);
        train(straight, straightAdam, 0, 8);

        Layer first = network(1);
        Optimizer firstAdam = adam(first);
        train(first, firstAdam, 0, 3);
        TrainingCheckpoint saved = written(
                TrainingCheckpoint.EMPTY.withArrays("model", first.state()).withOptimizer("adam", firstAdam.state()));
        Layer second = network(2);
        Optimizer secondAdam = adam(second);
        second.load(saved.arrays("model"));
        secondAdam.load(saved.optimizer("adam"));
        train(second, secondAdam, 3, 8);

        assertThat(second.state())
                .allSatisfy((path, array) -> assertThat(
                                array.sameBits(straight.state().get(path)))
                        .as(path)
                        .isTrue());
    }

    private static Layer network(long seed) {
        return new Sequential(
                new Linear(4, 3, true, DType.FLOAT32, new SplittableRandom(seed)),
                new BatchNorm1d(3, NormOptions.BATCH),
                new Linear(3, 2, true, DType.FLOAT32, new SplittableRandom(seed + 1)));
    }

    private static Optimizer adam(Layer network) {
        return new Adam(network, 0.01);
    }

    private static void train(Layer network, Optimizer optimizer, int from, int to) {
        for (int step = from; step < to; step++) {
            Tensor x = new Tensor(NDArray.normal(DType.FLOAT32, Shape.of(5, 4), 0, 1, new SplittableRandom(step)));
            optimizer.zeroGrad();
            try (Tape tape = Tape.record()) {
                tape.backward(network.forward(x).square().mean());
            }
            optimizer.step();
        }
    }

    @Test
    void optimizerWithoutStepsAndMomentumComesBack() throws IOException {
        Optimizer sgd = new Sgd(network(1), 0.5);
        TrainingCheckpoint read = written(TrainingCheckpoint.EMPTY.withOptimizer("sgd", sgd.state()));
        assertThat(read.optimizer("sgd")).isEqualTo(sgd.state());
    }

    @Test
    void equalCheckpointsGiveEqualBytes() throws IOException {
        Path a = directory.resolve("a");
        Path b = directory.resolve("b");
        TrainingCheckpoint checkpoint =
                TrainingCheckpoint.EMPTY.withArrays("model", network(1).state()).with("epoch", 1);
        checkpoint.write(a);
        TrainingCheckpoint.read(a).write(b);
        assertThat(a).hasSameBinaryContentAs(b);
    }

    @Test
    void otherProgramsReadTheFile() throws IOException {
        Path file = directory.resolve("c.safetensors");
        TrainingCheckpoint.EMPTY
                .with("epoch", 2)
                .withArrays("model", Map.of("w", NDArray.of(Shape.of(1), 4f)))
                .write(file);
        try (SafeTensors content = SafeTensors.open(file)) {
            assertThat(content.metadata()).containsEntry(TrainingCheckpoint.KEY, "{\"epoch\":2}");
            assertThat(content.array("model.w").item()).isEqualTo(4);
        }
    }

    @Test
    void everyChangeOfOneByteIsRefused() throws IOException {
        Path file = directory.resolve("c.safetensors");
        TrainingCheckpoint.EMPTY
                .with("epoch", 2)
                .with("text", "abc")
                .withArrays("model", Map.of("w", NDArray.of(Shape.of(3), 1f, 2f, 3f)))
                .write(file);
        byte[] whole = Files.readAllBytes(file);
        for (int at = 0; at < whole.length; at++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] damaged = whole.clone();
                damaged[at] ^= (byte) (1 << bit);
                Files.write(file, damaged);
                assertThatExceptionOfType(DataFormatException.class)
                        .as("bit %d of byte %d", bit, at)
                        .isThrownBy(() -> TrainingCheckpoint.read(file))
                        .satisfies(e -> assertThat(e.source()).isEqualTo(file.toString()));
            }
        }
    }

    @Test
    void changedNumbersAreToldByTheChecksum() throws IOException {
        Path file = directory.resolve("c.safetensors");
        TrainingCheckpoint.EMPTY
                .withArrays("model", Map.of("w", NDArray.of(Shape.of(1), 1f)))
                .write(file);
        byte[] content = Files.readAllBytes(file);
        content[content.length - 1] ^= 1;
        Files.write(file, content);
        assertThatExceptionOfType(DataFormatException.class)
                .isThrownBy(() -> TrainingCheckpoint.read(file))
                .withMessageMatching(".*: at byte 43: checksum: the file says [0-9a-f]{64}, but its bytes give"
                        + " [0-9a-f]{64}: some of them have changed since it was written");
    }

    @Test
    void fileWithoutChecksumIsRefused() throws IOException {
        Path file = directory.resolve("weights.safetensors");
        new SafeTensorsWriter().metadata(TrainingCheckpoint.KEY, "{}").write(file);
        assertThatExceptionOfType(DataFormatException.class)
                .isThrownBy(() -> TrainingCheckpoint.read(file))
                .withMessageContaining("expected the checksum adjoint.sha256 as the first entry of the metadata");
    }

    @Test
    void missingAndOtherValuesAreNamed() {
        TrainingCheckpoint checkpoint =
                TrainingCheckpoint.EMPTY.with("rate", 0.5).with("list", List.of(1, "a"));
        assertRefused(
                () -> checkpoint.integer("epoch"),
                "checkpoint value epoch: expected an integer, got none, there are [rate, list]");
        assertRefused(() -> checkpoint.integer("rate"), "checkpoint value rate: expected an integer, got 0.5");
        assertRefused(
                () -> checkpoint.numbers("list"), "checkpoint value list: expected a list of numbers, got [1, a]");
        assertRefused(() -> checkpoint.text("rate"), "checkpoint value rate: expected a text, got 0.5");
        assertRefused(() -> checkpoint.flag("rate"), "checkpoint value rate: expected true or false, got 0.5");
        assertRefused(
                () -> checkpoint.optimizer("sgd"),
                "checkpoint value sgd.steps: expected a map, got none, there are [rate, list]");
    }

    private static void assertRefused(ThrowingCallable call, String message) {
        assertThatExceptionOfType(CheckpointException.class).isThrownBy(call).withMessage(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a.b", "taken"})
    void namesThatCannotBeFoundAgainAreRefused(String name) {
        TrainingCheckpoint checkpoint =
                TrainingCheckpoint.EMPTY.with("taken", 1).withArrays("taken", Map.of("w", NDArray.of(Shape.of(1), 1f)));
        assertThatExceptionOfType(ArgumentException.class).isThrownBy(() -> checkpoint.with(name, 1));
        assertThatExceptionOfType(ArgumentException.class)
                .isThrownBy(() -> checkpoint.withArrays(name, checkpoint.arrays()));
    }

    @Test
    void valueThatJsonCannotHoldIsRefused() {
        assertThatExceptionOfType(ArgumentException.class)
                .isThrownBy(() -> TrainingCheckpoint.EMPTY.with("a", Map.of("b", List.of(1, 'c'))))
                .withMessage(
                        "checkpoint value a b: expected an Integer, Long, Double, Boolean, String, List or Map, got Character c");
    }

    /** Lists within lists. */
    private static Object nested(int depth) {
        Object value = 1;
        for (int i = 0; i < depth; i++) {
            value = List.of(value);
        }
        return value;
    }

    @Test
    void deepestValueIsWrittenAndReadAndADeeperOneIsNot() throws IOException {
        TrainingCheckpoint deepest = TrainingCheckpoint.EMPTY.with("a", nested(203));
        assertThat(written(deepest)).isEqualTo(deepest);
        for (int depth : new int[] {204, 205, 100_000}) {
            assertThatExceptionOfType(ArgumentException.class)
                    .isThrownBy(() -> written(TrainingCheckpoint.EMPTY.with("a", nested(depth))))
                    .withMessageContaining("expected at most 204 lists and maps within each other");
        }
    }

    @Test
    void valuesBeyondTheLimitAreRefusedBeforeAnythingIsWritten() {
        TrainingCheckpoint checkpoint = TrainingCheckpoint.EMPTY.with("text", "a".repeat(10_000_001));
        assertThatExceptionOfType(ArgumentException.class)
                .isThrownBy(() -> checkpoint.write(directory.resolve("c.safetensors")))
                .withMessageContaining("at most 10000000 characters");
        assertThat(directory.toFile().list()).isEmpty();
    }
}
