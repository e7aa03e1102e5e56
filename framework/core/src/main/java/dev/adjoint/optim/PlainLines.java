package dev.adjoint.optim;

import dev.adjoint.AdjointException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Prints a line an epoch, for logs and for terminals without cursor movement:
 *
 * <pre>
 * epoch  1/20  loss 0.4132  accuracy 0.8701  validation loss 0.2377  accuracy 0.9268  rate 0.001  5.2 s
 * </pre>
 */
public final class PlainLines implements TrainingListener {
    private final PrintStream out;
    private int epochs;
    private long start;
    private Optional<Path> saved = Optional.empty();

    /**
     * Creates the listener.
     *
     * @param out where to print, such as {@code System.out}
     */
    public PlainLines(PrintStream out) {
        this.out = out;
    }

    @Override
    public void onResume(Path file, List<AdjointException> damaged) {
        damaged.forEach(error -> out.println("passed over: " + error.getMessage()));
        out.println("resumed from " + file);
        saved = Optional.of(file);
    }

    @Override
    public void onWarning(String message) {
        out.println("warning: " + message);
    }

    @Override
    public void onStart(int all, List<EpochResult> done) {
        epochs = all;
    }

    @Override
    public void onBatch(BatchResult result) {
        saved = Optional.empty();
    }

    @Override
    public void onCheckpoint(Path file) {
        saved = Optional.of(file);
    }

    @Override
    public void onEpochStart(int epoch, int done, int batches) {
        start = System.nanoTime();
    }

    @Override
    public void onEpoch(EpochResult result) {
        int width = String.valueOf(epochs).length();
        StringBuilder line = new StringBuilder("epoch ")
                .append(("%" + width + "d/%d").formatted(result.epoch(), epochs))
                .append(values(result.training()));
        if (!result.validation().isEmpty()) {
            line.append("  validation").append(values(result.validation()).substring(1));
        }
        line.append(String.format(
                Locale.ROOT, "  rate %.4g  %.1f s", result.learningRate(), (System.nanoTime() - start) / 1e9));
        out.println(line);
    }

    private static String values(Map<String, Double> values) {
        StringBuilder text = new StringBuilder();
        values.forEach((name, value) -> text.append(String.format(Locale.ROOT, "  %s %.4f", name, value)));
        return text.toString();
    }

    @Override
    public void onEnd(TrainingResult result) {
        switch (result.ending()) {
            case COMPLETED -> {}
            case STOPPED_EARLY -> out.println("stopped early: no improvement");
            case INTERRUPTED ->
                out.println("interrupted as requested; "
                        + saved.map(file -> "saved as " + file + ", to be resumed from there")
                                .orElse("nothing was saved: the model has the weights of its last step, until the"
                                        + " program ends"));
        }
        result.bestEpoch().ifPresent(best -> out.println("best epoch: " + best));
    }
}
