package dev.adjoint.autograd;

import dev.adjoint.AdjointException;
import dev.adjoint.DTypeException;
import dev.adjoint.ShapeException;
import dev.adjoint.TapeException;
import dev.adjoint.array.NDArray;
import dev.adjoint.array.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * A list of the operations that the current thread applied since the tape was opened, and the walk back over it.
 *
 * <pre>{@code
 * try (Tape tape = Tape.record()) {
 *     Tensor loss = model.forward(x).sub(target).square().sum();
 *     tape.backward(loss);
 * }
 * optimizer.step();
 * }</pre>
 *
 * <p>With no tape open nothing is recorded. A tape belongs to the thread that opened it and records everything that
 * this thread does, whether or not a parameter is involved, so that a gradient with respect to any tensor can be asked
 * for; on the way back only what leads to a wanted tensor is computed. Tapes nest: the innermost records. After
 * {@link #backward} or {@link #gradients} the tape is used up, unless a {@link #from pass} asked to keep it.
 */
public final class Tape implements AutoCloseable {
    private static final ThreadLocal<Tape> CURRENT = new ThreadLocal<>();

    private final Thread owner = Thread.currentThread();
    private final Tape enclosing;
    private final List<Entry> entries = new ArrayList<>();
    private boolean recording = true;
    private boolean consumed;
    private boolean closed;

    private Tape(Tape enclosing) {
        this.enclosing = enclosing;
    }

    /**
     * Opens a tape on the current thread. Close it with try-with-resources.
     *
     * @return the new tape, recording
     */
    public static Tape record() {
        Tape tape = new Tape(CURRENT.get());
        CURRENT.set(tape);
        return tape;
    }

    /**
     * The tape that records what this thread does.
     *
     * @return the innermost open tape
     * @throws TapeException if no tape is open on this thread
     */
    public static Tape current() {
        Tape tape = CURRENT.get();
        if (tape == null) {
            throw new TapeException(
                    "no tape is recording on thread " + Thread.currentThread().getName()
                            + "; open one with try (Tape tape = Tape.record()) { ... } around the forward pass");
        }
        return tape;
    }

    /**
     * Applies an operation and records it if a tape is open.
     *
     * @param op the operation
     * @param inputs its inputs, all of the same element type
     * @return its output
     */
    static Tensor apply(Op op, Tensor... inputs) {
        Tape tape = CURRENT.get();
        NDArray[] values = new NDArray[inputs.length];
        try {
            for (int i = 0; i < inputs.length; i++) {
                inputs[i].requireUsableOn(tape);
                values[i] = inputs[i].value();
                if (values[i].dtype() != values[0].dtype()) {
                    throw new DTypeException("expected inputs of one element type, got " + describeAll(inputs)
                            + "; convert with to(dtype)");
                }
            }
            NDArray value = op.forward(values);
            return tape == null || !tape.isRecording() ? new Tensor(value) : tape.append(op, inputs, new Tensor(value));
        } catch (AdjointException e) {
            e.during(op.name());
            throw e;
        }
    }

    private static String describeAll(Tensor[] tensors) {
        return String.join(
                " and ",
                Arrays.stream(tensors).map(t -> t.dtype() + "" + t.shape()).toList());
    }

    private Tensor append(Op op, Tensor[] inputs, Tensor output) {
        int[] sources = new int[inputs.length];
        boolean reachesParameter = false;
        for (int i = 0; i < inputs.length; i++) {
            sources[i] = entryOf(inputs[i]);
            reachesParameter |= entries.get(sources[i]).reachesParameter();
        }
        int index = entries.size();
        entries.add(Entry.application(index, op, inputs, sources, output, reachesParameter));
        output.recordedAt(this, index);
        return output;
    }

    private int entryOf(Tensor tensor) {
        int known = tensor.indexOn(this);
        if (known >= 0) {
            return known;
        }
        int index = entries.size();
        entries.add(Entry.leaf(index, tensor));
        tensor.leafAt(this, index);
        return index;
    }

    /**
     * Computes the gradient of a loss with respect to every trainable parameter on the tape and adds it to
     * {@link Parameter#grad}. The tape is used up.
     *
     * @param loss a tensor of one element, recorded on this tape
     * @throws ShapeException if the loss has more than one element
     * @throws TapeException if the tape is used up, closed or another thread's, or the loss is not on it
     */
    public void backward(Tensor loss) {
        from(loss).backward();
    }

    /**
     * Computes the gradients of a loss with respect to any tensors on the tape. Parameters' own gradients are not
     * touched. The tape is used up.
     *
     * @param loss a tensor of one element, recorded on this tape
     * @param wrt the tensors, parameters or not
     * @return one gradient for each, of its shape; zeros where the loss does not depend on it
     * @throws ShapeException if the loss has more than one element
     * @throws TapeException if the tape is used up, closed or another thread's, or a tensor is not on it
     */
    public List<Tensor> gradients(Tensor loss, Tensor... wrt) {
        return from(loss).gradients(wrt);
    }

    /**
     * Begins a backward pass with settings of its own: a seed gradient, keeping the tape, differentiable gradients.
     *
     * @param output where it starts, recorded on this tape
     * @return the pass, to be finished by {@link BackwardPass#backward} or {@link BackwardPass#gradients}
     */
    public BackwardPass from(Tensor output) {
        return new BackwardPass(this, output);
    }

    /**
     * Stops recording until the returned handle is closed: for what is computed beside the loss, such as metrics.
     *
     * @return closes the pause
     */
    public Pause pause() {
        requireUsable();
        boolean before = recording;
        recording = false;
        return () -> recording = before;
    }

    /** An interruption of the recording; closing it goes on recording. */
    @FunctionalInterface
    public interface Pause extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * What was recorded, in order.
     *
     * @return a read-only view
     */
    public List<Entry> entries() {
        return Collections.unmodifiableList(entries);
    }

    /**
     * Whether the tape was closed.
     *
     * @return true after {@link #close}
     */
    public boolean isClosed() {
        return closed;
    }

    /** Ends the recording and drops everything recorded. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        requireOwner();
        if (CURRENT.get() != this) {
            throw new TapeException(
                    "a tape was closed while a tape opened inside it is still open; close the inner one first");
        }
        if (enclosing == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(enclosing);
        }
        closed = true;
        entries.clear();
    }

    void requireUsable() {
        requireOwner();
        if (closed) {
            throw new TapeException("the tape is closed; compute gradients inside the try block that opened it");
        }
        if (consumed) {
            throw new TapeException(
                    "the tape was used up by an earlier backward pass; keep it with tape.from(loss).keep()");
        }
    }

    private void requireOwner() {
        if (Thread.currentThread() != owner) {
            throw new TapeException("the tape belongs to thread " + owner.getName() + ", not to "
                    + Thread.currentThread().getName() + "; open a tape of its own on each thread");
        }
    }

    private boolean isRecording() {
        return recording && !consumed;
    }

    boolean isCurrent() {
        return CURRENT.get() == this;
    }

    String ownerName() {
        return owner.getName();
    }

    /** Called when a pass ends that did not ask to keep the tape. */
    void consume() {
        consumed = true;
        entries.clear();
    }

    /** The tape as a table: index, operation, inputs, shape, element type and bytes. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder(String.format(
                "%5s  %-20s %-16s %-20s %-8s %10s%n", "index", "op", "inputs", "shape", "dtype", "bytes"));
        for (Entry entry : entries) {
            Tensor output = entry.peek();
            Shape shape = output.shape();
            String op = !entry.isLeaf()
                    ? entry.op().name()
                    : output instanceof Parameter p ? "parameter " + p.name() : "constant";
            String inputs = entry.inputEntries().stream()
                    .map(String::valueOf)
                    .reduce((a, b) -> a + ", " + b)
                    .orElse("");
            out.append(String.format(
                    "%5d  %-20s %-16s %-20s %-8s %10d%n",
                    entry.index(),
                    op,
                    inputs,
                    shape,
                    output.dtype(),
                    (long) shape.size() * output.dtype().bytes()));
        }
        return out.toString();
    }
}
