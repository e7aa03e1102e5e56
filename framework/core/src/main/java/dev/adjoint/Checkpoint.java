package dev.adjoint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A part of a computation that keeps only its input and its output on the tape and is computed again on the way back:
 * memory for time. Gradients are the same to the bit as without it, if each parameter is used in one part only.
 *
 * <pre>{@code
 * Tensor h = Checkpoint.of(block1::forward, x);
 * Tensor y = Checkpoint.of(block2::forward, h);
 * }</pre>
 *
 * <p>The part must give the same value again: no dropout in training, no changed parameters. That is checked. Source:
 * T. Chen and others, Training deep nets with sublinear memory cost, 2016.
 */
public final class Checkpoint implements Op {
    private static final ThreadLocal<Boolean> REPEATING = ThreadLocal.withInitial(() -> false);

    private final UnaryOperator<Tensor> part;
    private final NDArray value;
    private final long multiplyAdds;

    private Checkpoint(UnaryOperator<Tensor> part, NDArray value, long multiplyAdds) {
        this.part = part;
        this.value = value;
        this.multiplyAdds = multiplyAdds;
    }

    /**
     * Computes a part of a computation without keeping what is inside.
     *
     * @param part a function of one tensor, and of parameters
     * @param x its argument
     * @return its value
     */
    public static Tensor of(UnaryOperator<Tensor> part, Tensor x) {
        if (!Tape.isRecordingHere()) {
            return part.apply(x);
        }
        List<Tensor> inputs = new ArrayList<>(List.of(x));
        NDArray value;
        long multiplyAdds;
        try (Tape inside = Tape.record()) {
            value = part.apply(x.detach()).value();
            inside.entries().stream()
                    .map(Entry::peek)
                    .filter(leaf -> leaf instanceof Parameter && leaf != x)
                    .forEach(inputs::add);
            multiplyAdds =
                    inside.entries().stream().mapToLong(Entry::multiplyAdds).sum();
        }
        return new Checkpoint(part, value, multiplyAdds).apply(inputs.toArray(Tensor[]::new));
    }

    @Override
    public Forward forward(NDArray... in) {
        return Forward.of(value);
    }

    @Override
    public long multiplyAdds(Entry entry) {
        return multiplyAdds;
    }

    @Override
    public Gradient[] vjp(Entry entry, Tensor g) {
        Tensor[] inputs = new Tensor[entry.inputCount()];
        Arrays.setAll(inputs, entry::input);
        List<Tensor> all = Tape.isRecordingHere() ? again(inputs, g) : apart(inputs, g);
        return all.stream().<Gradient>map(gradient -> () -> gradient).toArray(Gradient[]::new);
    }

    /** On the tape that records, so that the gradients can be differentiated. */
    private List<Tensor> again(Tensor[] inputs, Tensor g) {
        return Tape.current().from(repeated(inputs[0])).seed(g).differentiable().gradients(inputs);
    }

    /** On a tape of its own, dropped afterwards. */
    private List<Tensor> apart(Tensor[] inputs, Tensor g) {
        try (Tape tape = Tape.record()) {
            Tensor[] leaves = inputs.clone();
            leaves[0] = inputs[0].detach();
            return tape.from(repeated(leaves[0])).seed(g.detach()).gradients(leaves).stream()
                    .map(Tensor::detach)
                    .toList();
        }
    }

    /**
     * Whether this thread computes a part again: what a forward pass does besides its value, such as keeping running
     * statistics, was done the first time.
     *
     * @return true on the way back through a checkpoint
     */
    public static boolean isRepeating() {
        return REPEATING.get();
    }

    private Tensor repeated(Tensor x) {
        boolean before = REPEATING.get();
        REPEATING.set(true);
        Tensor y;
        try {
            y = part.apply(x);
        } finally {
            REPEATING.set(before);
        }
        if (!y.value().sameBits(value)) {
            throw new TapeException(
                    "checkpoint: the part gave another value when it was computed again; it must not use"
                            + " random numbers or changed parameters");
        }
        return y;
    }
}
