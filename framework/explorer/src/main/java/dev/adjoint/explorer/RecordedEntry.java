package dev.adjoint.explorer;

import dev.adjoint.window.Axis;
import java.util.List;

/**
 * One entry of a tape, as the page gets it.
 *
 * @param index its place on the tape
 * @param kind what it is
 * @param name a leaf's name, an operation's own name
 * @param settings an operation's settings as text; empty if it has none
 * @param inputs the places of its inputs
 * @param dtype the element type
 * @param bytes the memory of its value
 * @param multiplyAdds the number of products that the operation adds up
 * @param value the value
 * @param gradient the gradient of the loss with respect to it; null if the loss does not depend on it
 * @param contributions for each input, the contribution of this operation to that input's gradient; null for an input
 *     if that is the whole gradient, or if the input does not lead to the loss
 * @param derivatives for each input the local derivatives; null if they are not kept
 * @param windows the windows of a convolution or a pooling, one for each spatial axis; null otherwise
 * @param formula the formulas of the value and the gradients; null for a leaf and for an operation of a user
 * @param path the path of the layer that recorded it; empty outside any layer
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

    /** The kind of an entry. */
    enum Kind {
        PARAMETER,
        CONSTANT,
        OPERATION
    }
}
