package dev.adjoint.explorer;

import dev.adjoint.DType;
import dev.adjoint.Entry;
import dev.adjoint.NDArray;
import dev.adjoint.Op;
import dev.adjoint.Tape;
import dev.adjoint.Tensor;
import dev.adjoint.op.Cast;
import java.util.ArrayList;
import java.util.List;

/**
 * Computes the loss of a recorded tape again, in either element type, with another value for one leaf. Only the entries
 * that depend on that leaf are computed.
 */
final class Replay {
    private final List<Entry> entries;
    private final int loss;
    private final DType dtype;
    private final NDArray[] values;

    /**
     * @param entries the tape, up to its loss at least
     * @param loss the place of the loss
     * @param dtype the element type to compute in, which may differ from the tape's
     */
    Replay(List<Entry> entries, int loss, DType dtype) {
        this.entries = entries;
        this.loss = loss;
        this.dtype = dtype;
        this.values = new NDArray[loss + 1];
        for (Entry entry : entries.subList(0, loss + 1)) {
            values[entry.index()] = entry.isLeaf() ? entry.output().value().to(dtype) : forward(entry, values);
        }
    }

    /** The value of a leaf in the replay's element type. */
    NDArray leaf(int index) {
        return values[index];
    }

    /** The loss with the recorded leaves. */
    double loss() {
        return values[loss].item();
    }

    /** The loss with another value for one leaf. */
    double loss(int leaf, NDArray value) {
        NDArray[] changed = values.clone();
        boolean[] depends = new boolean[loss + 1];
        changed[leaf] = value;
        depends[leaf] = true;
        for (int i = leaf + 1; i <= loss; i++) {
            Entry entry = entries.get(i);
            for (int source : entry.inputEntries()) {
                depends[i] |= depends[source];
            }
            if (depends[i]) {
                changed[i] = forward(entry, changed);
            }
        }
        return changed[loss].item();
    }

    /** The loss after one element of a leaf is moved. */
    double shifted(int leaf, int element, double step) {
        double[] moved = values[leaf].toDoubleArray();
        moved[element] += step;
        return loss(leaf, NDArray.of(values[leaf].shape(), moved).to(dtype));
    }

    /** The gradients of the loss with respect to leaves, computed again in the replay's element type. */
    List<NDArray> gradients(List<Integer> leaves) {
        try (Tape tape = Tape.record()) {
            List<Tensor> tensors = new ArrayList<>();
            for (int i = 0; i <= loss; i++) {
                Entry entry = entries.get(i);
                Tensor[] inputs =
                        entry.inputEntries().stream().map(tensors::get).toArray(Tensor[]::new);
                tensors.add(
                        entry.isLeaf()
                                ? new Tensor(values[i])
                                : entry.op() instanceof Cast
                                        ? inputs[0]
                                        : entry.op().apply(inputs));
            }
            Tensor[] wrt = leaves.stream().map(tensors::get).toArray(Tensor[]::new);
            return tape.gradients(tensors.get(loss), wrt).stream()
                    .map(Tensor::value)
                    .toList();
        }
    }

    private static NDArray forward(Entry entry, NDArray[] values) {
        NDArray[] inputs = entry.inputEntries().stream().map(i -> values[i]).toArray(NDArray[]::new);
        return applied(entry.op(), inputs).forward(inputs).value();
    }

    /** The operation, adapted to inputs of another element type. */
    private static Op applied(Op op, NDArray... inputs) {
        return op instanceof Cast ? new Cast(inputs[0].dtype()) : op;
    }
}
