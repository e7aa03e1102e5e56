package dev.adjoint.explorer;

import dev.adjoint.window.Axis;
import java.util.List;

/**
 * One entry of a tape, as the page gets it.
 *
 * @param index its place on the tape
 * @param kind what it is
 * @param name a leaf's name, an operation's own name
 * @param settings an operation's settings, as text; empty without any
 * @param inputs the places of its inputs
 * @param dtype the element type
 * @param bytes the memory of its value
 * @param multiplyAdds the products that the operation adds up
 * @param value the value
 * @param gradient the gradient of the loss with respect to it; null where the loss does not depend on it
 * @param contributions for each input, what this operation alone adds to that input's gradient; null for an input where
 *     that is the whole gradient, or that leads to no loss
 * @param derivatives for each input the local derivatives, null where they are not kept
 * @param windows of a convolution or a pooling, one for each spatial axis; null otherwise
 * @param formula what the operation computes and its gradients; null for a leaf and for operations that are not ours
 * @param path of the layer that recorded it; empty outside any layer
 */
record RecordedEntry(
        int index,
        Kind kind,
        String name,
        String settings,
        List<Integer> inputs,
        String dtype,
        long bytes,
        long multiplyAdds,
        RecordedArray value,
        RecordedArray gradient,
        List<RecordedArray> contributions,
        List<LocalDerivatives> derivatives,
        List<Axis> windows,
        Formula formula,
        String path) {

    /** What an entry is. */
    enum Kind {
        PARAMETER,
        CONSTANT,
        OPERATION
    }
}
