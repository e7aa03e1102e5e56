package dev.adjoint.op;

import dev.adjoint.AdjointException;
import dev.adjoint.ArgumentException;
import dev.adjoint.IntArray;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.Sorted;
import dev.adjoint.Tensor;
import java.util.Arrays;
import java.util.Comparator;

/**
 * Elements in an order along an axis, and sums that run along it. NaN counts as larger than all numbers; equals, among
 * them 0 and -0, keep their order. A scalar counts as one element. Gradients flow to the places that the elements came
 * from, by {@link Gather}. Sources: PyTorch's {@code torch.sort} with {@code stable}, {@code torch.topk},
 * {@code torch.cumsum}.
 */
public final class Order {
    /** Ascending; NaN last, and 0 equal to -0. */
    private static final Comparator<Double> ASCENDING =
            (a, b) -> a < b ? -1 : a > b ? 1 : Boolean.compare(a.isNaN(), b.isNaN());

    private Order() {}

    /**
     * The elements in ascending order.
     *
     * @param x the input
     * @param axis the axis, from the end if negative
     * @return the elements and where they stood
     */
    public static Sorted sort(Tensor x, int axis) {
        int at = axis("sort", x, axis);
        return pick(x, at, x.shape().atLeast1d().dim(at), ASCENDING);
    }

    /**
     * The k largest elements in descending order.
     *
     * @param x the input
     * @param k how many
     * @param axis the axis, from the end if negative
     * @return the elements and where they stood
     */
    public static Sorted topk(Tensor x, int k, int axis) {
        int at = axis("topk", x, axis);
        int n = x.shape().atLeast1d().dim(at);
        if (k < 0 || k > n) {
            throw new ArgumentException(
                    "topk: expected 0 to " + n + " of axis " + at + " of " + x.shape() + ", got " + k);
        }
        return pick(x, at, k, ASCENDING.reversed());
    }

    /**
     * The running sums.
     *
     * @param x the input
     * @param axis the axis, from the end if negative
     * @return the sums, of the input's shape
     */
    public static Tensor cumsum(Tensor x, int axis) {
        int at = axis("cumsum", x, axis);
        return x.rank() == 0 ? new Cumsum(0, false).apply(x.reshape(1)).reshape() : new Cumsum(at, false).apply(x);
    }

    /** The first k elements of each line in an order. */
    private static Sorted pick(Tensor x, int axis, int k, Comparator<Double> order) {
        NDArray values = x.value();
        Shape shape = x.shape().atLeast1d();
        Shape picked = shape.with(axis, k);
        int n = shape.dim(axis);
        int inner = shape.size(axis + 1, shape.rank());
        int[] places = new int[picked.size()];
        for (int line = 0; k > 0 && line < places.length / k; line++) {
            int first = line / inner * inner * n + line % inner;
            int to = line / inner * inner * k + line % inner;
            Integer[] positions = new Integer[n];
            Arrays.setAll(positions, i -> i);
            Arrays.sort(positions, Comparator.comparing(i -> values.at(first + i * inner), order));
            for (int i = 0; i < k; i++) {
                places[to + i * inner] = positions[i];
            }
        }
        IntArray indices = IntArray.wrap(picked, places);
        if (x.rank() > 0) {
            return new Sorted(Gather.gather(x, axis, indices), indices);
        }
        Tensor sorted = Gather.gather(x.reshape(1), 0, indices);
        return k == 1 ? new Sorted(sorted.reshape(), indices.reshape(Shape.SCALAR)) : new Sorted(sorted, indices);
    }

    private static int axis(String name, Tensor x, int axis) {
        return AdjointException.during(name, () -> x.shape().atLeast1d().axis(axis));
    }
}
