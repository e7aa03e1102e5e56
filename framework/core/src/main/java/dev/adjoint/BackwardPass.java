package dev.adjoint;

import java.util.ArrayList;
import java.util.List;

/**
 * One walk back over a {@link Tape}, from a tensor to what it was computed from.
 *
 * <pre>{@code
 * List<Tensor> g = tape.from(y).seed(v).differentiable().gradients(x, w);
 * }</pre>
 */
public final class BackwardPass {
    private final Tape tape;
    private final Tensor output;
    private Tensor seed;
    private boolean keep;
    private boolean differentiable;

    BackwardPass(Tape tape, Tensor output) {
        this.tape = tape;
        this.output = output;
    }

    /**
     * Sets the gradient to start from, the vector of the vector-Jacobian product. Without one the output must have one
     * element, and the pass starts from 1.
     *
     * @param gradient a tensor of the output's shape and element type
     * @return this
     * @throws ShapeException if shape or element type differ
     */
    public BackwardPass seed(Tensor gradient) {
        if (!gradient.shape().equals(output.shape()) || gradient.dtype() != output.dtype()) {
            throw new ShapeException("seed gradient: expected " + output.dtype() + output.shape() + ", got "
                    + gradient.dtype() + gradient.shape());
        }
        seed = gradient;
        return this;
    }

    /**
     * Keeps the tape, so that another pass can follow.
     *
     * @return this
     */
    public BackwardPass keep() {
        keep = true;
        return this;
    }

    /**
     * Records the gradients' own computation on the tape, so that they can be differentiated in turn. Keeps the tape.
     *
     * @return this
     */
    public BackwardPass differentiable() {
        differentiable = true;
        return keep();
    }

    /**
     * Adds the gradient with respect to every trainable parameter on the tape to {@link Parameter#grad}.
     *
     * @throws TapeException if the output depends on no trainable parameter
     * @throws ConcurrencyException if another thread trains one of the parameters at the same time; no gradient is
     *     changed then
     */
    public void backward() {
        int start = start();
        boolean[] needed = new boolean[start + 1];
        for (int i = 0; i <= start; i++) {
            Entry entry = tape.entries().get(i);
            needed[i] = entry.isLeaf() && entry.peek() instanceof Parameter p && p.isTrainable();
            for (int k = 0; k < entry.inputCount() && !needed[i]; k++) {
                needed[i] = needed[entry.inputEntry(k)];
            }
        }
        if (!needed[start]) {
            throw new TapeException(
                    "backward: the loss depends on no trainable parameter; for other tensors use gradients(loss, x)");
        }
        try (Gradients gradients = gradients(start)) {
            walk(gradients, needed, new boolean[start + 1]);
            accumulate(gradients);
        }
        finish();
    }

    private void accumulate(Gradients gradients) {
        List<Entry> entries = tape.entries();
        for (int i = 0; i < gradients.count(); i++) {
            if (gradients.get(i) != null && entries.get(i).peek() instanceof Parameter parameter) {
                parameter.requireTrainedHere(entries.get(i).outputVersion());
            }
        }
        for (int i = 0; i < gradients.count(); i++) {
            if (gradients.get(i) != null && entries.get(i).peek() instanceof Parameter parameter) {
                parameter.accumulate(gradients.get(i).value());
            }
        }
    }

    /**
     * Computes the gradients with respect to the given tensors.
     *
     * @param wrt the tensors, parameters or not, each used on the tape
     * @return one gradient for each, of its shape; zeros where the output does not depend on it
     */
    public List<Tensor> gradients(Tensor... wrt) {
        int start = start();
        boolean[] needed = new boolean[start + 1];
        int[] indices = new int[wrt.length];
        for (int k = 0; k < wrt.length; k++) {
            indices[k] = wrt[k].indexOn(tape);
            if (indices[k] < 0) {
                throw new TapeException("gradients: tensor " + k + " (" + wrt[k].describe()
                        + ") was not used in any operation on this tape");
            }
            if (indices[k] <= start) {
                needed[indices[k]] = true;
            }
        }
        boolean[] wanted = needed.clone();
        for (int i = 0; i <= start; i++) {
            Entry entry = tape.entries().get(i);
            for (int k = 0; k < entry.inputCount() && !needed[i]; k++) {
                needed[i] = needed[entry.inputEntry(k)];
            }
        }
        List<Tensor> result = new ArrayList<>(wrt.length);
        try (Gradients gradients = gradients(start)) {
            walk(gradients, needed, wanted);
            for (int k = 0; k < wrt.length; k++) {
                boolean isReached = indices[k] <= start && gradients.get(indices[k]) != null;
                result.add(
                        isReached
                                ? gradients.handOn(indices[k])
                                : new Tensor(NDArray.zeros(wrt[k].dtype(), wrt[k].shape())));
            }
        }
        finish();
        return result;
    }

    private int start() {
        tape.requireUsable();
        if (!tape.isCurrent()) {
            throw new TapeException(
                    "a tape opened inside this one is still open; close it before walking back over this one");
        }
        if (tape.isWalking() && !keep) {
            throw new TapeException("a backward pass inside another one of the same tape would use it up; keep the tape"
                    + " with tape.from(y).keep()");
        }
        int start = output.indexOn(tape);
        if (start < 0) {
            throw new TapeException("the " + output.describe()
                    + " was not recorded on this tape; compute it inside the try block that opened the tape");
        }
        if (seed == null) {
            if (output.shape().size() != 1) {
                throw new ShapeException("the loss must have one element, got shape " + output.shape()
                        + "; reduce it with sum() or mean(), or give a seed gradient with tape.from(y).seed(g)");
            }
            seed = new Tensor(NDArray.full(output.dtype(), output.shape(), 1));
        }
        return start;
    }

    private Gradients gradients(int start) {
        Gradients gradients = new Gradients(start + 1, keep || tape.isWatched());
        gradients.set(start, seed);
        return gradients;
    }

    /**
     * The whole of reverse mode: from the last entry to the first, each hands its gradient on to its inputs. Gradients
     * of leaves and of wanted entries stay; others are dropped once they are handed on.
     */
    private void walk(Gradients gradients, boolean[] needed, boolean[] wanted) {
        Tape.Pause walk = tape.walk(differentiable);
        try {
            Segment inside = null;
            for (int i = gradients.count() - 1; i >= 0; i--) {
                inside = leave(inside, i);
                if (gradients.get(i) == null || !needed[i]) {
                    continue;
                }
                Entry entry = tape.entries().get(i);
                gradients.set(i, tape.hooked(entry, gradients.get(i)));
                if (entry.isLeaf()) {
                    continue;
                }
                if (entry.segment() != null) {
                    inside = entry.segment();
                    reach(inside);
                }
                handOn(entry, gradients, needed);
                if (!wanted[i]) {
                    gradients.set(i, null);
                }
            }
            leave(inside, -1);
        } finally {
            walk.close();
        }
    }

    /** Brings the values of a segment back, for good if the gradients' own computation is recorded. */
    private void reach(Segment segment) {
        segment.bring();
        if (differentiable) {
            segment.pin();
        }
    }

    /** Drops the values of the segments that the walk has left behind; returns the one in which it still is. */
    private static Segment leave(Segment innermost, int index) {
        Segment segment = innermost;
        while (segment != null && !segment.contains(index)) {
            segment.drop();
            segment = segment.outer();
        }
        return segment;
    }

    /** Hands the gradient of an entry's output on to its inputs. */
    private void handOn(Entry entry, Gradients gradients, boolean[] needed) {
        try {
            if (differentiable) {
                tape.recordAs(entry);
            }
            Gradient[] vjps = entry.op().vjp(entry, gradients.get(entry.index()));
            if (vjps.length != entry.inputCount()) {
                throw new ShapeException("vjp of " + entry.op().name() + ": expected one gradient for each of "
                        + entry.inputCount() + " inputs, got " + vjps.length);
            }
            for (int k = 0; k < vjps.length; k++) {
                int source = entry.inputEntry(k);
                if (needed[source] && vjps[k] != null) {
                    Tensor gradient = checked(vjps[k].compute(), entry, k);
                    if (tape.detectsAnomalies()) {
                        Anomalies.checkGradient(entry, k, gradient);
                    }
                    gradients.add(source, gradient);
                }
            }
        } catch (AdjointException e) {
            if (entry.frame() != null) {
                e.within(entry.path());
            }
            throw e;
        }
    }

    private static Tensor checked(Tensor gradient, Entry entry, int input) {
        Shape expected = entry.inputShape(input);
        DType dtype = entry.inputDType(input);
        if (!gradient.shape().equals(expected) || gradient.dtype() != dtype) {
            throw new ShapeException("vjp of " + entry.op().name() + ": the gradient of input " + input + " must be "
                    + dtype + expected + ", got " + gradient.dtype() + gradient.shape());
        }
        return gradient;
    }

    private void finish() {
        if (!keep) {
            tape.consume();
        }
    }
}
