package dev.adjoint.op;

import dev.adjoint.Entry;
import dev.adjoint.Forward;
import dev.adjoint.Gradient;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import dev.adjoint.Workspace;
import dev.adjoint.kernel.indexing.Strided;
import java.util.List;

/**
 * Places a tensor inside a larger one of zeros, at evenly spaced entries: the adjoint of {@link Slice}, and its
 * gradient the other way round. With steps of 1 this pads with zeros; with larger steps it spreads the entries apart.
 * Along each axis entry i goes to place {@code start + i step}. Source: what PyTorch computes as the gradient of
 * slicing.
 *
 * @param starts where the first entry goes along each axis
 * @param steps the distance of neighbours along each axis
 * @param shape the shape of the larger tensor
 */
public record Embed(List<Integer> starts, List<Integer> steps, Shape shape) implements LinearMap {
    @Override
    public Forward forward(NDArray... in) {
        Slice.requireInside(in[0].shape(), starts, steps, shape);
        NDArray result = Workspace.zeros(in[0].dtype(), shape);
        Strided.write(in[0], result, Slice.offset(starts, shape), Slice.strides(steps, shape));
        return Forward.of(result);
    }

    @Override
    public Gradient[] vjp(Entry entry, Tensor g) {
        return Gradient.of(() -> new Slice(starts, steps, entry.inputShape(0)).apply(g));
    }
}
