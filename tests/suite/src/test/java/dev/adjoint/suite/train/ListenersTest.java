package dev.adjoint.suite.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.optim.BatchResult;
import dev.adjoint.optim.EpochResult;
import dev.adjoint.optim.JsonLines;
import dev.adjoint.optim.PlainLines;
import dev.adjoint.optim.TrainerOptions;
import dev.adjoint.optim.TrainingListener;
import dev.adjoint.optim.TrainingResult;
import dev.adjoint.optim.TrainingResult.Ending;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListenersTest {
    @TempDir
    private Path directory;

    private static EpochResult epoch(int number, double loss) {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("loss", loss);
        values.put("accuracy", 0.1 * number);
        return new EpochResult(number, 10 * number, 1e-3, values, Map.of("loss", 1 / 3.0));
    }

    @Test
    void jsonLinesHoldAllDigitsAndAreThereAtOnce() throws IOException {
        Path file = directory.resolve("metrics.jsonl");
        JsonLines lines = new JsonLines(file);
        lines.onStart(2, List.of());
        assertThat(file).isEmptyFile();
        lines.onEpoch(epoch(1, 0.5));
        assertThat(file).hasContent("""
                {"epoch":1,"steps":10,"learning_rate":0.001,"training":{"loss":0.5,"accuracy":0.1},\
                "validation":{"loss":0.3333333333333333}}
                """);
        lines.onEpoch(epoch(2, Double.NaN));
        assertThat(Files.readAllLines(file)).hasSize(2).last().asString().contains("\"loss\":\"NaN\"");
    }

    @Test
    void resumedJsonLinesBeginWithWhatIsDoneWhateverTheFileHeld() throws IOException {
        Path file = directory.resolve("metrics.jsonl");
        JsonLines lines = new JsonLines(file);
        lines.onStart(3, List.of());
        lines.onEpoch(epoch(1, 3));
        lines.onEpoch(epoch(2, 2));
        String two = Files.readString(file);
        Files.writeString(file, two + two + "{\"epoch\":3,\"st");

        JsonLines resumed = new JsonLines(file);
        resumed.onStart(3, List.of(epoch(1, 3)));
        resumed.onEpoch(epoch(2, 2));

        assertThat(file).hasContent(two);
    }

    @Test
    void plainLinesAreOneAnEpoch() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PlainLines lines = new PlainLines(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        lines.onStart(10, List.of());
        lines.onEpochStart(1, 0, 5);
        lines.onEpoch(epoch(1, 0.5));
        lines.onEnd(new TrainingResult(Ending.STOPPED_EARLY, List.of(), OptionalInt.of(1)));
        assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
                .hasSize(3)
                .satisfies(text -> assertThat(text.get(0))
                        .matches("epoch  1/10  loss 0\\.5000  accuracy 0\\.1000  validation loss 0\\.3333"
                                + "  rate 0\\.001000  \\d+\\.\\d s"))
                .endsWith("stopped early: no improvement", "best epoch: 1");
    }

    private static String ending(Consumer<PlainLines> events) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PlainLines lines = new PlainLines(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        events.accept(lines);
        lines.onEnd(new TrainingResult(Ending.INTERRUPTED, List.of(), OptionalInt.empty()));
        return bytes.toString(StandardCharsets.UTF_8).strip();
    }

    @Test
    void interruptedTrainingSaysWhatIsKept() {
        BatchResult batch = new BatchResult(1, 1, 5, 1, 0.1, 2);
        Path file = Path.of("run", "checkpoint-00000001.safetensors");
        String nothing = "interrupted as requested; nothing was saved: the model has the weights of its last step,"
                + " until the program ends";
        assertThat(ending(lines -> lines.onBatch(batch))).isEqualTo(nothing);
        assertThat(ending(lines -> {
                    lines.onBatch(batch);
                    lines.onCheckpoint(file);
                }))
                .isEqualTo("interrupted as requested; saved as " + file + ", to be resumed from there");
        assertThat(ending(lines -> {
                    lines.onCheckpoint(file);
                    lines.onBatch(batch);
                }))
                .isEqualTo(nothing);
    }

    @Test
    void listenersAddUp() {
        List<String> told = new ArrayList<>();
        TrainerOptions options = TrainerOptions.epochs(1)
                .listeners(new Named("a", told))
                .listeners(new Named("b", told), new Named("c", told));
        new ToyTraining(options).fit();
        assertThat(told).containsExactly("a", "b", "c");
    }

    private record Named(String name, List<String> told) implements TrainingListener {
        @Override
        public void onEpoch(EpochResult result) {
            told.add(name);
        }
    }

    @Test
    void resultsPrintWell() {
        assertThat(new TrainingResult(Ending.STOPPED_EARLY, List.of(epoch(1, 0.5)), OptionalInt.of(1)))
                .hasToString("stopped early after 1 epoch, the best 1;"
                        + " epoch 1: loss 0.5, accuracy 0.1; validation loss 0.3333");
    }
}
