package dev.adjoint.optim;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.adjoint.io.AtomicFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;

/**
 * Writes the metrics as a file of JSON lines, one for each epoch. A line is complete as soon as its epoch is:
 *
 * <pre>
 * {"epoch":1,"steps":94,"learning_rate":0.001,"training":{"loss":0.41},"validation":{"loss":0.24}}
 * </pre>
 *
 * <p>Numbers keep all their digits; NaN and infinities are the strings {@code "NaN"}, {@code "Infinity"} and
 * {@code "-Infinity"}. When a training begins or is resumed, the file is written again with all epochs so far. So it
 * never holds an epoch twice, or one that the training does not know. After an interrupted training it is byte for byte
 * the file of an uninterrupted one. An existing file is replaced.
 */
public final class JsonLines implements TrainingListener {
    private static final JsonFactory JSON = new JsonFactory();

    private final Path file;

    /**
     * Creates the listener. Nothing is written yet.
     *
     * @param file the file; its directory must exist when the training begins
     */
    public JsonLines(Path file) {
        this.file = file;
    }

    @Override
    public void onStart(int epochs, List<EpochResult> done) {
        try {
            AtomicFile.write(file, out -> {
                for (EpochResult epoch : done) {
                    out.write(line(epoch));
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("metrics: " + e.getMessage(), e);
        }
    }

    @Override
    public void onEpoch(EpochResult result) {
        try {
            Files.write(file, line(result), StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("metrics: writing " + file + ": " + e.getMessage(), e);
        }
    }

    private static byte[] line(EpochResult result) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeNumberField("epoch", result.epoch());
            json.writeNumberField("steps", result.steps());
            json.writeNumberField("learning_rate", result.learningRate());
            write(json, "training", result.training());
            write(json, "validation", result.validation());
            json.writeEndObject();
        }
        bytes.write('\n');
        return bytes.toByteArray();
    }

    private static void write(JsonGenerator json, String name, Map<String, Double> values) throws IOException {
        json.writeObjectFieldStart(name);
        for (Map.Entry<String, Double> value : values.entrySet()) {
            json.writeNumberField(value.getKey(), value.getValue());
        }
        json.writeEndObject();
    }
}
