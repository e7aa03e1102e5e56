package dev.adjoint.op;

import dev.adjoint.AdjointException;
import dev.adjoint.BoolArray;
import dev.adjoint.IntArray;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import java.util.stream.IntStream;

/** Elements picked by truth values. Made of {@link Take}. Source: PyTorch's {@code torch.masked_select}. */
public final class Masks {
    private Masks() {}

    /**
     * The elements where a mask is true.
     *
     * @param x the input
     * @param mask broadcast with the input by NumPy's rules
     * @return the elements in row-major order, a vector
     */
    public static Tensor select(Tensor x, BoolArray mask) {
        Shape shape = AdjointException.during("select", () -> x.shape().broadcast(mask.shape()));
        boolean[] chosen = mask.expand(shape).booleans();
        int[] places = IntStream.range(0, chosen.length).filter(i -> chosen[i]).toArray();
        return new Take(IntArray.of(places)).apply(x.shape().equals(shape) ? x : x.expand(shape));
    }
}
