package dev.adjoint;

import java.util.Arrays;
import java.util.List;

/**
 * One line of a {@link Tape}: an operation with its inputs and its output, or a leaf, which no operation on the tape
 * made.
 */
public final class Entry {
    private static final Tensor[] NO_INPUTS = {};
    private static final int[] NO_INDICES = {};

    private final int index;
    private final Op op;
    private final Tensor[] inputs;
    private final int[] inputEntries;
    private final int[] inputVersions;
    private final Tensor output;
    private final Frame frame;
    private final Segment segment;
    private final String line;
    private int outputVersion;
    private Object saved;

    /** Whether the program has seen the output, apart from the layers that made and read it. */
    private boolean isSeen;

    private Entry(
            int index,
            Op op,
            Tensor[] inputs,
            int[] inputEntries,
            Tensor output,
            Frame frame,
            Segment segment,
            String line) {
        this.index = index;
        this.op = op;
        this.inputs = inputs;
        this.inputEntries = inputEntries;
        this.output = output;
        this.frame = frame;
        this.segment = segment;
        this.line = line;
        this.inputVersions = inputs.length == 0 ? NO_INDICES : new int[inputs.length];
        for (int i = 0; i < inputs.length; i++) {
            inputVersions[i] = inputs[i].value().version();
        }
        this.outputVersion = output.value().version();
    }

    static Entry leaf(int index, Tensor tensor, Frame frame, Segment segment) {
        return new Entry(index, null, NO_INPUTS, NO_INDICES, tensor, frame, segment, "");
    }

    static Entry application(
            int index,
            Op op,
            Tensor[] inputs,
            int[] inputEntries,
            Tensor output,
            Object saved,
            Frame frame,
            Segment segment,
            String line) {
        Entry entry = new Entry(index, op, inputs, inputEntries, output, frame, segment, line);
        entry.saved = saved;
        return entry;
    }

    /**
     * The place on the tape.
     *
     * @return from 0
     */
    public int index() {
        return index;
    }

    /**
     * Whether this is a leaf: a parameter or a constant.
     *
     * @return whether no operation on the tape made the value
     */
    public boolean isLeaf() {
        return op == null;
    }

    /**
     * The operation.
     *
     * @return null for a leaf
     */
    public Op op() {
        return op;
    }

    /**
     * The path of the layer that recorded the entry, such as {@code features.2}: the names of the running layers from
     * the outermost inwards. A leaf has that of its first use.
     *
     * @return the names, joined by dots; empty outside any layer
     */
    public String path() {
        return Frame.path(frame);
    }

    /**
     * The number of inputs.
     *
     * @return 0 for a leaf
     */
    public int inputCount() {
        return inputs.length;
    }

    /**
     * The entries that made the inputs.
     *
     * @return their places on the tape, in the order of the inputs
     */
    public List<Integer> inputEntries() {
        return Arrays.stream(inputEntries).boxed().toList();
    }

    int inputEntry(int i) {
        return inputEntries[i];
    }

    /**
     * The shape of an input.
     *
     * @param i which input, from 0
     * @return its shape
     */
    public Shape inputShape(int i) {
        return inputs[i].shape();
    }

    /**
     * The shape of the output.
     *
     * @return its shape
     */
    public Shape outputShape() {
        return output.shape();
    }

    /**
     * The element type of an input.
     *
     * @param i which input, from 0
     * @return its element type
     */
    public DType inputDType(int i) {
        return inputs[i].dtype();
    }

    /**
     * An input, for use in a gradient.
     *
     * @param i which input, from 0
     * @return the tensor
     * @throws TapeException if its value was changed since it was recorded
     */
    public Tensor input(int i) {
        requireUnchanged(inputs[i], inputVersions[i], "gradient of", "input " + i);
        return inputs[i];
    }

    /**
     * The output, for use in a gradient.
     *
     * @return the tensor
     * @throws TapeException if its value was changed since it was recorded
     */
    public Tensor output() {
        requireUnchanged(output, outputVersion, "gradient of", "output");
        return output;
    }

    /**
     * What the forward pass found out for the gradient; see {@link Forward#saved}.
     *
     * @param <T> its type
     * @param type its type
     * @return what the operation's forward pass saved
     * @throws TapeException if it saved nothing, or something of another type
     */
    public <T> T saved(Class<T> type) {
        if (!type.isInstance(saved)) {
            throw new TapeException("gradient of " + title() + " asks for a saved " + type.getSimpleName()
                    + ", but the forward pass saved "
                    + (saved == null ? "nothing" : "a " + saved.getClass().getSimpleName()));
        }
        return type.cast(saved);
    }

    private String title() {
        return "entry " + index + (op == null ? "" : " (" + op.name() + ")");
    }

    private void requireUnchanged(Tensor tensor, int version, String purpose, String role) {
        if (tensor.value().version() != version) {
            throw new TapeException(purpose + " " + title() + " needs its " + role + ", " + tensor.describe()
                    + ", as it was recorded (version " + version + "), but it was changed since (version "
                    + tensor.value().version() + "); call backward before the optimizer's step");
        }
    }

    /**
     * Computes value and saved object again.
     *
     * @param entries those of the tape
     * @param start where entries begin that are repeated as well, so that their versions begin anew
     */
    void repeat(List<Entry> entries, int start) {
        NDArray[] values = new NDArray[inputs.length];
        for (int i = 0; i < inputs.length; i++) {
            if (inputEntries[i] < start || entries.get(inputEntries[i]).isLeaf()) {
                requireUnchanged(inputs[i], inputVersions[i], "repeating", "input " + i);
            }
            values[i] = inputs[i].value();
        }
        Forward forward = op.forward(values);
        saved = forward.saved();
        if (output.value().isReadable()) {
            requireSame(forward.value());
            if (Arrays.stream(values).noneMatch(forward.value()::sharesMemory)) {
                Workspace.discard(forward.value());
            }
        } else {
            output.restore(forward.value());
            outputVersion = forward.value().version();
        }
        for (int i = 0; i < inputs.length; i++) {
            inputVersions[i] = inputs[i].value().version();
        }
    }

    private void requireSame(NDArray again) {
        if (!again.sameBits(output.value())) {
            throw new TapeException(title() + " gave another value when it was computed again; the forward pass of an"
                    + " operation must be a function of its inputs, without random numbers of its own");
        }
    }

    void show() {
        isSeen = true;
    }

    /** Whether the output's value is needed, whatever is computed of it. */
    boolean keepsOutput() {
        return isSeen || isLeaf() || op.needsOutput();
    }

    void forgetSaved() {
        saved = null;
    }

    /**
     * How much the operation multiplies and adds; see {@link Op#multiplyAdds}.
     *
     * @return 0 for a leaf
     */
    public long multiplyAdds() {
        return isLeaf() ? 0 : op.multiplyAdds(this);
    }

    /**
     * The line of the program that applied the operation, known on tapes that detect anomalies.
     *
     * @return as in a stack trace; empty if it was not noted
     */
    public String line() {
        return line;
    }

    /** What it is, in tables and graphs: an operation's name, a parameter with its name, or a constant. */
    String describe() {
        if (isLeaf()) {
            return output instanceof Parameter p ? "parameter " + p.name() : "constant";
        }
        return op.name();
    }

    /** The version of the output when it was recorded. */
    int outputVersion() {
        return outputVersion;
    }

    /** The output without a check, for those who only look. */
    Tensor peek() {
        return output;
    }

    /** An input without a check, for those who only look. */
    Tensor peekInput(int i) {
        return inputs[i];
    }

    Frame frame() {
        return frame;
    }

    /** The innermost segment in which it was recorded, or null. */
    Segment segment() {
        return segment;
    }
}
