package dev.adjoint;

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
    private final Tensor output;
    private final Object saved;
    private final int[] inputVersions;
    private final int outputVersion;
    private final boolean reachesParameter;
    private final String line;

    private Entry(
            int index,
            Op op,
            Tensor[] inputs,
            int[] inputEntries,
            Tensor output,
            Object saved,
            boolean reachesParameter,
            String line) {
        this.index = index;
        this.op = op;
        this.inputs = inputs;
        this.inputEntries = inputEntries;
        this.output = output;
        this.saved = saved;
        this.reachesParameter = reachesParameter;
        this.line = line;
        this.inputVersions = new int[inputs.length];
        for (int i = 0; i < inputs.length; i++) {
            inputVersions[i] = inputs[i].value().version();
        }
        this.outputVersion = output.value().version();
    }

    static Entry leaf(int index, Tensor tensor) {
        return new Entry(
                index, null, NO_INPUTS, NO_INDICES, tensor, null, tensor instanceof Parameter p && p.isTrainable(), "");
    }

    static Entry application(
            int index,
            Op op,
            Tensor[] inputs,
            int[] inputEntries,
            Tensor output,
            Object saved,
            boolean reachesParameter,
            String line) {
        return new Entry(index, op, inputs, inputEntries, output, saved, reachesParameter, line);
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
        return java.util.Arrays.stream(inputEntries).boxed().toList();
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
        requireUnchanged(inputs[i], inputVersions[i], "input " + i);
        return inputs[i];
    }

    /**
     * The output, for use in a gradient.
     *
     * @return the tensor
     * @throws TapeException if its value was changed since it was recorded
     */
    public Tensor output() {
        requireUnchanged(output, outputVersion, "output");
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
            throw new TapeException("gradient of entry " + index + (op == null ? "" : " (" + op.name() + ")")
                    + " asks for a saved " + type.getSimpleName() + ", but the forward pass saved "
                    + (saved == null ? "nothing" : "a " + saved.getClass().getSimpleName()));
        }
        return type.cast(saved);
    }

    private void requireUnchanged(Tensor tensor, int version, String role) {
        if (tensor.value().version() != version) {
            throw new TapeException(
                    "gradient of entry " + index + (op == null ? "" : " (" + op.name() + ")") + " needs its " + role
                            + ", " + tensor.describe() + ", as it was recorded (version " + version
                            + "), but it was changed since (version "
                            + tensor.value().version() + "); call backward before the optimizer's step");
        }
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

    boolean reachesParameter() {
        return reachesParameter;
    }
}
