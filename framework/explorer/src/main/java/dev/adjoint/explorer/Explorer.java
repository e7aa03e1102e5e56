package dev.adjoint.explorer;

import dev.adjoint.ArgumentException;
import dev.adjoint.Entry;
import dev.adjoint.Parameter;
import dev.adjoint.Tape;
import dev.adjoint.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns a recorded tape into a page that shows how its gradients arise.
 *
 * <pre>{@code
 * try (Tape tape = Tape.record()) {
 *     Tensor loss = Losses.crossEntropy(model.forward(image), label);
 *     Explorer.of(tape).title("A digit").name(image, "image").parameters(model.parameters()).writeTo(path);
 *     tape.backward(loss);
 * }
 * }</pre>
 *
 * <p>The tape must be open and not used up. The explorer runs its own backward pass, and changes neither the tape nor
 * the gradients of parameters. Make the recording before an optimiser changes the weights. The page is one file that
 * needs no network. {@link Limits} sets how much it shows of large tensors, and the page names what it leaves out.
 */
public final class Explorer {
    private final Tape tape;
    private final Map<Tensor, String> names = new IdentityHashMap<>();
    private String title = "Tape";
    private String description = "";
    private Tensor loss;
    private Film film;
    private Limits limits = Limits.DEFAULTS;

    private Explorer(Tape tape) {
        this.tape = tape;
    }

    /**
     * Begins a page about a tape.
     *
     * @param tape an open tape that no backward pass has used up
     * @return the explorer, to which settings are added, and which {@link #writeTo} or {@link #recording} finishes
     */
    public static Explorer of(Tape tape) {
        return new Explorer(tape);
    }

    /**
     * Sets the heading.
     *
     * @param text by default {@code Tape}
     * @return this
     */
    public Explorer title(String text) {
        title = text;
        return this;
    }

    /**
     * Describes the recording.
     *
     * @param text a sentence or two; by default nothing
     * @return this
     */
    public Explorer description(String text) {
        description = text;
        return this;
    }

    /**
     * Names a tensor, such as an input or a target. Parameters have names already.
     *
     * @param tensor a tensor used on the tape
     * @param name what the page calls it
     * @return this
     */
    public Explorer name(Tensor tensor, String name) {
        names.put(tensor, name);
        return this;
    }

    /**
     * Names parameters by their paths in a model.
     *
     * @param parameters as {@code Module.parameters()} gives them
     * @return this
     */
    public Explorer parameters(Map<String, Parameter> parameters) {
        parameters.forEach((name, parameter) -> names.put(parameter, name));
        return this;
    }

    /**
     * Sets the loss.
     *
     * @param tensor a tensor of one element on the tape; by default the last one
     * @return this
     */
    public Explorer loss(Tensor tensor) {
        loss = tensor;
        return this;
    }

    /**
     * Adds snapshots of a training run.
     *
     * @param snapshots the film
     * @return this
     */
    public Explorer film(Film snapshots) {
        film = snapshots;
        return this;
    }

    /**
     * Sets how much of the tape goes onto the page.
     *
     * @param most the limits; by default {@link Limits#DEFAULTS}
     * @return this
     */
    public Explorer limits(Limits most) {
        limits = most;
        return this;
    }

    /**
     * Records everything that a page shows of the tape.
     *
     * @return the recording, which keeps no part of the tape alive
     * @throws dev.adjoint.TapeException if the tape is closed or used up, or a value on it was changed since
     * @throws ArgumentException if the tape holds no tensor of one element
     */
    public Recording recording() {
        return new Recording(new Recorder(tape, lossEntry(), names, limits).record(title, description, film));
    }

    /**
     * Writes a page about this tape alone. Use {@link Page} for several tapes on one page.
     *
     * @param file the file, usually {@code *.html}; its directory must exist
     * @throws IOException if writing fails; an existing file is untouched then
     * @throws dev.adjoint.TapeException if the tape is closed or used up, or a value on it was changed since
     */
    public void writeTo(Path file) throws IOException {
        new Page(List.of(recording())).writeTo(file);
    }

    private int lossEntry() {
        List<Entry> entries = tape.entries();
        for (int i = entries.size() - 1; i >= 0; i--) {
            Tensor output = entries.get(i).output();
            if (loss == null ? output.shape().size() == 1 : output == loss) {
                return i;
            }
        }
        throw new ArgumentException(
                entries.isEmpty()
                        ? "explorer: the tape holds nothing; record the forward pass first, and use the tape before a"
                                + " backward pass does"
                        : "explorer: expected " + (loss == null ? "a tensor of one element" : "the given loss")
                                + " on the tape, got " + entries.size() + " entries without it");
    }
}
