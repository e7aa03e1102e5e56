package dev.adjoint.suite.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.adjoint.ArgumentException;
import dev.adjoint.BoolArray;
import dev.adjoint.DType;
import dev.adjoint.DTypeException;
import dev.adjoint.DataFormatException;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.io.SafeTensorsWriter;
import dev.adjoint.nn.BatchNorm1d;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Models;
import dev.adjoint.nn.Sequential;
import dev.adjoint.nn.WeightReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Weights from elsewhere, under PyTorch's names, are loaded into an existing model. */
class WeightsTest {
    @TempDir
    Path directory;

    private final Layer model = new Sequential()
            .add("fc", new Linear(2, 3, new SplittableRandom(1)))
            .add("bn", new BatchNorm1d(3));
    private final Map<String, NDArray> before = model.state();
    private Path file;

    @BeforeEach
    void nameFile() {
        file = directory.resolve("weights.safetensors");
    }

    /** All weights, each as {@code change} gives it; null leaves it out. */
    private SafeTensorsWriter weights(BiFunction<String, NDArray, NDArray> change) {
        SafeTensorsWriter writer = new SafeTensorsWriter();
        before.forEach((path, value) -> {
            NDArray changed = change.apply(path, value);
            if (changed != null) {
                writer.add(path, changed);
            }
        });
        return writer;
    }

    private static NDArray plusOne(String path, NDArray value) {
        NDArray changed = value.copy();
        for (int i = 0; i < changed.size(); i++) {
            if (changed.dtype() == DType.FLOAT32) {
                changed.floats()[i]++;
            } else {
                changed.doubles()[i]++;
            }
        }
        return changed;
    }

    private void assertUnchanged() {
        assertThat(model.state())
                .allSatisfy((path, value) ->
                        assertThat(value.sameBits(before.get(path))).isTrue());
    }

    @Test
    void allParametersAndBuffersAreOverwritten() throws IOException {
        weights(WeightsTest::plusOne).write(file);
        assertThat(Models.compareWeights(model, file)).hasToString("everything fits");
        assertUnchanged();
        Models.loadWeights(model, file);
        assertThat(model.state())
                .allSatisfy((path, value) -> assertThat(value.sameBits(plusOne(path, before.get(path))))
                        .isTrue());
    }

    @Test
    void everythingThatDoesNotFitIsReportedAtOnceAndNothingChanges() throws IOException {
        weights((path, value) -> switch (path) {
                    case "fc.bias", "bn.running_var" -> null;
                    case "fc.weight" -> NDArray.zeros(DType.FLOAT32, Shape.of(2, 3));
                    case "bn.weight" -> NDArray.zeros(DType.FLOAT32, Shape.of(3, 1));
                    default -> plusOne(path, value);
                })
                .add("head.weight", NDArray.of(Shape.of(1), 1f))
                .add("bias", NDArray.of(Shape.of(1), 1f))
                .write(file);
        String report = "missing [fc.bias, bn.running_var], unexpected [bias, head.weight], different"
                + " [fc.weight: expected float32[3, 2], got F32[2, 3], bn.weight: expected float32[3], got F32[3, 1]]";
        assertThat(Models.compareWeights(model, file)).hasToString(report);
        assertThatExceptionOfType(ArgumentException.class)
                .isThrownBy(() -> Models.loadWeights(model, file))
                .withMessage("weights of " + file + " for Sequential: " + report);
        assertUnchanged();
    }

    @Test
    void weightsOfAnotherShapeAreLeftAndReported() throws IOException {
        weights((path, value) ->
                        path.equals("fc.weight") ? NDArray.zeros(DType.FLOAT32, Shape.of(2, 3)) : plusOne(path, value))
                .write(file);
        WeightReport report = Models.loadMatchingWeights(model, file);
        assertThat(report.different()).containsExactly("fc.weight: expected float32[3, 2], got F32[2, 3]");
        assertThat(report.missing()).isEmpty();
        model.state().forEach((path, value) -> {
            NDArray old = before.get(path);
            assertThat(value.sameBits(path.equals("fc.weight") ? old : plusOne(path, old)))
                    .as(path)
                    .isTrue();
        });
    }

    @Test
    void matchingOnesAreOverwrittenAndTheOthersLeft() throws IOException {
        weights((path, value) -> path.startsWith("bn") ? null : plusOne(path, value))
                .add("head.weight", NDArray.of(Shape.of(1), 1f))
                .write(file);
        WeightReport report = Models.loadMatchingWeights(model, file);
        assertThat(report.missing())
                .containsExactly("bn.weight", "bn.bias", "bn.running_mean", "bn.running_var", "bn.num_batches_tracked");
        assertThat(report.unexpected()).containsExactly("head.weight");
        assertThat(report.fits()).isFalse();
        model.state().forEach((path, value) -> {
            NDArray old = before.get(path);
            assertThat(value.sameBits(path.startsWith("bn") ? old : plusOne(path, old)))
                    .as(path)
                    .isTrue();
        });
    }

    @Test
    void otherElementTypesAreRoundedAndIntegersMustBeExact() throws IOException {
        weights((path, value) -> value.dtype() == DType.FLOAT32 ? value.to(DType.FLOAT64) : null)
                .add("bn.num_batches_tracked", Shape.SCALAR, 1L << 40)
                .write(file);
        Models.loadWeights(model, file);
        assertThat(model.buffers().get("bn.num_batches_tracked").value().item()).isEqualTo(1L << 40);
        assertThat(model.parameters().get("fc.weight").value().sameBits(before.get("fc.weight")))
                .isTrue();
    }

    @Test
    void integerThatIsNotExactChangesNothing() throws IOException {
        weights((path, value) -> path.equals("bn.num_batches_tracked") ? null : plusOne(path, value))
                .add("bn.num_batches_tracked", Shape.SCALAR, (1L << 53) + 1)
                .write(file);
        assertThatExceptionOfType(DTypeException.class)
                .isThrownBy(() -> Models.loadWeights(model, file))
                .withMessageContaining("element 0 is 9007199254740993, which float64 cannot hold exactly");
        assertUnchanged();
    }

    @Test
    void typeThatNoArrayHoldsDoesNotFit() throws IOException {
        String header = "{" + Bytes.entry("weight", "F8_E4M3", "[1,1]", "[0,1]") + "}";
        Files.write(file, Bytes.file(header.getBytes(StandardCharsets.UTF_8), new byte[1]));
        Layer linear = new Linear(1, 1, false, DType.FLOAT32, new SplittableRandom(1));
        assertThat(Models.compareWeights(linear, file).different())
                .containsExactly("weight: expected float32[1, 1], got F8_E4M3[1, 1]");
    }

    @Test
    void truthValuesAreNumbersToo() throws IOException {
        new SafeTensorsWriter()
                .add("weight", BoolArray.of(Shape.of(1, 1), true))
                .write(file);
        Layer linear = new Linear(1, 1, false, DType.FLOAT32, new SplittableRandom(1));
        Models.loadWeights(linear, file);
        assertThat(linear.parameters().get("weight").value().item()).isEqualTo(1);
    }

    @Test
    void damagedFileChangesNothing() throws IOException {
        byte[] whole = weights(WeightsTest::plusOne).toBytes();
        List<ThrowingCallable> uses =
                List.of(() -> Models.loadWeights(model, file), () -> Models.loadMatchingWeights(model, file));
        for (int length = 0; length < whole.length; length += 5) {
            Files.write(file, Arrays.copyOf(whole, length));
            for (ThrowingCallable use : uses) {
                assertThatExceptionOfType(DataFormatException.class).isThrownBy(use);
            }
        }
        assertUnchanged();
    }
}
