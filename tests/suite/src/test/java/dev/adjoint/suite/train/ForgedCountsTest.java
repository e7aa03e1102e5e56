package dev.adjoint.suite.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.adjoint.NDArray;
import dev.adjoint.optim.CheckpointException;
import dev.adjoint.optim.CheckpointOptions;
import dev.adjoint.optim.Checkpoints;
import dev.adjoint.optim.Improvement;
import dev.adjoint.optim.LearningRate;
import dev.adjoint.optim.Monitor;
import dev.adjoint.optim.ReduceOnPlateau;
import dev.adjoint.optim.TrainerOptions;
import dev.adjoint.optim.TrainingCheckpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A checkpoint whose counts no training reaches, such as one that 32 bits would cut off to a small number. */
class ForgedCountsTest {
    @TempDir
    private Path directory;

    static Stream<Arguments> forgeries() {
        return Stream.of(
                        "batch",
                        "batches",
                        "steps",
                        "epochs.1.steps",
                        "best_epoch",
                        "group_size",
                        "group_batches",
                        "group_first_samples",
                        "plateau_bad_epochs",
                        "plateau_cooldown")
                .flatMap(name -> Stream.of(-1L, 1L << 31, (1L << 32) + 2).map(count -> Arguments.of(name, count)));
    }

    private TrainerOptions options() {
        return ToyTraining.options()
                .learningRate(LearningRate.onPlateau(ReduceOnPlateau.options().patience(1)))
                .monitor(Monitor.validation("loss", Improvement.minimize()))
                .checkpoints(CheckpointOptions.in(directory));
    }

    @ParameterizedTest(name = "{0} = {1}")
    @MethodSource("forgeries")
    void isRefusedAndNothingChanged(String name, long count) throws IOException {
        new ToyTraining(options()).fit();
        Path newest = new Checkpoints(directory, 3).files().get(0);
        TrainingCheckpoint sound = TrainingCheckpoint.read(newest);
        new TrainingCheckpoint(sound.arrays(), replaced(sound.values(), name, count)).write(newest);

        ToyTraining toy = new ToyTraining(options());
        Map<String, NDArray> before = toy.model.state();

        assertThatExceptionOfType(CheckpointException.class)
                .isThrownBy(toy.trainer::resume)
                .withMessage("checkpoint value " + name + ": expected an integer from 0 to 2147483647, got " + count);
        ToyTraining.assertSameBits(toy.model.state(), before);
        assertThat(toy.optimizer.state().steps()).isEmpty();
    }

    private static Map<String, Object> replaced(Map<String, Object> values, String path, long number) {
        Map<String, Object> changed = new LinkedHashMap<>(values);
        String[] names = path.split("\\.", 2);
        changed.compute(
                names[0], (name, value) -> names.length == 1 ? number : replaced(mapIn(value), names[1], number));
        return changed;
    }

    private static Map<String, Object> mapIn(Object value) {
        Map<String, Object> map = new LinkedHashMap<>();
        ((Map<?, ?>) value).forEach((name, inner) -> map.put(name.toString(), inner));
        return map;
    }
}
