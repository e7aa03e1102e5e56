package dev.adjoint;

import dev.adjoint.internal.Access;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

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

    static {
        Access.install(new FrontAccess());
    }

    /** By which tensors know it: a parameter does not keep the tapes alive on which it was used. */
    private final WeakReference<Tape> reference = new WeakReference<>(this);

    private final Thread owner = Thread.currentThread();
    private final Tape enclosing;
    private final List<Entry> entries = new ArrayList<>();
    private Map<Integer, List<UnaryOperator<Tensor>>> hooks = Map.of();
    private Frame frame;
    private Segment segment;
    private boolean hasSegments;
    private int pauses;
    private int walks;
    private boolean detectsAnomalies;
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

    static Tape currentOrNull() {
        return CURRENT.get();
    }

    /**
     * Whether what this thread does now is recorded.
     *
     * @return whether a tape is open that is neither paused nor used up
     */
    public static boolean isRecordingHere() {
        Tape tape = CURRENT.get();
        return tape != null && tape.isRecording();
    }

    /**
     * Makes the tape look for NaN and infinity from now on: the first operation whose value, or whose gradient, holds
     * one is reported by an {@link dev.adjoint.AnomalyException} with the line that applied it. Costs time; for finding
     * errors.
     *
     * @return this
     */
    public Tape detectAnomalies() {
        requireUsable();
        detectsAnomalies = true;
        return this;
    }

    /**
     * Calls a function with the gradient of a tensor as soon as a backward pass has completed it, and goes on with what
     * the function returns: to look at it, scale it, clip it.
     *
     * @param tensor a tensor that was used on this tape, or a parameter
     * @param hook from the gradient to the one to go on with, of the same shape and element type
     * @throws TapeException if a walk back is on its way
     */
    public void onGradient(Tensor tensor, UnaryOperator<Tensor> hook) {
        requireUsable();
        if (walks > 0) {
            throw new TapeException("gradient hook: expected to be registered before a walk back over the tape, got one"
                    + " registered during it");
        }
        if (hooks.isEmpty()) {
            hooks = new HashMap<>();
        }
        hooks.computeIfAbsent(entryOf(tensor), i -> new ArrayList<>()).add(hook);
    }

    Tensor hooked(Entry entry, Tensor gradient) {
        Tensor result = gradient;
        for (UnaryOperator<Tensor> hook : hooks.getOrDefault(entry.index(), List.of())) {
            result = hook.apply(result);
            if (result == null) {
                throw new TapeException("gradient hook on entry " + entry.index() + ": expected a gradient of "
                        + gradient.dtype() + gradient.shape()
                        + ", got null; return what the hook was given to change nothing");
            }
            if (!result.shape().equals(gradient.shape()) || result.dtype() != gradient.dtype()) {
                throw new ShapeException("gradient hook on entry " + entry.index() + ": expected to get back "
                        + gradient.dtype() + gradient.shape() + ", got " + result.dtype() + result.shape());
            }
        }
        return result;
    }

    /** Begins a walk back, whose own operations are recorded only if its gradients are to be differentiable. */
    Pause walk(boolean differentiable) {
        walks++;
        pauses += differentiable ? 0 : 1;
        Frame before = frame;
        return () -> {
            walks--;
            pauses -= differentiable ? 0 : 1;
            frame = before;
        };
    }

    boolean isWalking() {
        return walks > 0;
    }

    /** Whether anybody but operations may see the gradients of a walk. */
    boolean isWatched() {
        return detectsAnomalies || !hooks.isEmpty();
    }

    boolean detectsAnomalies() {
        return detectsAnomalies;
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
            Forward forward = MemoryException.guard(() -> "inputs " + describeAll(inputs), () -> op.forward(values));
            Tensor output = new Tensor(forward.value());
            if (tape == null) {
                return output;
            }
            if (tape.detectsAnomalies && tape.walks == 0) {
                Anomalies.checkValue(op, inputs, output);
            }
            return tape.isRecording() ? tape.append(op, inputs, output, forward.saved()) : output;
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

    private Tensor append(Op op, Tensor[] inputs, Tensor output, Object saved) {
        int[] sources = new int[inputs.length];
        for (int i = 0; i < inputs.length; i++) {
            sources[i] = entryOf(inputs[i]);
        }
        int index = entries.size();
        String line = detectsAnomalies ? Anomalies.callingLine() : "";
        entries.add(Entry.application(index, op, inputs, sources, output, saved, frame, segment, line));
        output.recordedAt(reference, index);
        return output;
    }

    private int entryOf(Tensor tensor) {
        int known = tensor.indexOn(this);
        if (known >= 0) {
            return known;
        }
        int index = entries.size();
        entries.add(Entry.leaf(index, tensor, frame, segment));
        tensor.leafAt(reference, index);
        return index;
    }

    /** A layer begins to run; returns what {@link #leave} is to be given. */
    Frame enter(String name) {
        Frame outer = frame;
        frame = name == null ? outer : new Frame(outer, name);
        return outer;
    }

    void leave(Frame outer) {
        frame = outer;
    }

    /** Lets gradients be recorded as those of the layer of an entry. */
    void recordAs(Entry entry) {
        frame = entry.frame();
    }

    /** Records a part of which only the result is kept. */
    Tensor checkpoint(UnaryOperator<Tensor> part, Tensor x) {
        entryOf(x);
        Segment inside = new Segment(entries, segment);
        hasSegments = true;
        segment = inside;
        boolean completed = false;
        try {
            Tensor y = part.apply(x);
            inside.end(y.indexOn(this));
            completed = true;
            return y;
        } finally {
            segment = inside.outer();
            if (!completed) {
                inside.abandon();
            }
        }
    }

    boolean hasSegments() {
        return hasSegments;
    }

    /**
     * Gives back the memory of a tensor that nobody but the tape reads any more, unless a gradient needs it, the
     * program has seen it, or an entry from before a mark has it.
     */
    void release(Tensor x, Tensor y, int since) {
        Memory memory = x.value().memory();
        if (memory.scope == null || y.value().memory() == memory) {
            return;
        }
        int first = firstOf(memory, x.indexOn(this));
        if (first >= since && !isNeeded(memory, first)) {
            Workspace.discard(x.value());
        }
    }

    /** Keeps the memory of a tensor that the program has seen. */
    void show(Tensor tensor) {
        int index = tensor.indexOn(this);
        if (index >= 0) {
            entries.get(index).show();
        }
    }

    /** The entry of which others with the same memory are views. */
    private int firstOf(Memory memory, int index) {
        int first = index;
        for (int i = index; i >= 0; ) {
            first = i;
            Entry entry = entries.get(i);
            i = -1;
            for (int k = 0; k < entry.inputCount() && i < 0; k++) {
                i = entry.peekInput(k).value().memory() == memory ? entry.inputEntry(k) : -1;
            }
        }
        return first;
    }

    private boolean isNeeded(Memory memory, int first) {
        for (int i = first; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            if (entry.peek().value().memory() == memory && entry.keepsOutput()) {
                return true;
            }
            for (int k = 0; k < entry.inputCount(); k++) {
                boolean isRead = entry.peekInput(k).value().memory() == memory
                        && (entry.op().needsInput(k)
                                || entry.segment()
                                        != entries.get(entry.inputEntry(k)).segment());
                if (isRead) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Computes again all values that were given back or dropped. */
    void restore() {
        requireUsable();
        for (Entry entry : entries) {
            if (entry.segment() != null) {
                entry.segment().bring();
                entry.segment().pin();
            }
            if (!entry.isLeaf() && !entry.peek().value().isReadable()) {
                entry.repeat(entries, 0);
            }
        }
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
     * Stops recording until the returned handle is closed: for what is computed beside the loss, such as metrics. With
     * several pauses, recording goes on when all are closed, in whatever order.
     *
     * @return closes the pause
     */
    public Pause pause() {
        requireUsable();
        pauses++;
        return new Pause() {
            private boolean ended;

            @Override
            public void close() {
                pauses -= ended ? 0 : 1;
                ended = true;
            }
        };
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
     * The memory that the values on the tape take, views of the same elements counted once.
     *
     * @return bytes
     */
    public long bytes() {
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        long bytes = 0;
        for (Entry entry : entries) {
            NDArray value = entry.peek().value();
            if (!value.isReadable()) {
                continue; // its memory is another entry's by now
            }
            Object memory = value.dtype() == DType.FLOAT32 ? value.floats() : value.doubles();
            bytes += seen.add(memory) ? (long) value.size() * value.dtype().bytes() : 0;
        }
        return bytes;
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
        if (walks > 0) {
            throw new TapeException(
                    "the tape was closed during a walk back over it; a gradient hook must leave it open");
        }
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
        return pauses == 0 && !consumed;
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

    /**
     * The tape as a graph in the language of Graphviz, which {@code dot -Tsvg} draws: a box for each leaf, an ellipse
     * for each operation, and an arrow for each input.
     *
     * @return the text of a {@code digraph}
     */
    public String toDot() {
        return TapeGraph.dot(entries);
    }

    /** The tape as a table: index, operation, inputs, shape, element type, bytes and layer. */
    @Override
    public String toString() {
        return TapeTable.of(entries);
    }
}
