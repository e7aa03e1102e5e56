package dev.adjoint.jqwik;

import dev.adjoint.Shape;
import java.util.List;
import java.util.function.ToIntFunction;

/** Sizes along spatial axes. */
final class Spatial {
    private Spatial() {}

    /** The shape {@code [first, second, spatial...]}. */
    static Shape shape(int first, int second, int... spatial) {
        int[] dims = new int[spatial.length + 2];
        dims[0] = first;
        dims[1] = second;
        System.arraycopy(spatial, 0, dims, 2, spatial.length);
        return Shape.of(dims);
    }

    /** One number of each axis. */
    static <L> int[] sizes(List<L> axes, ToIntFunction<L> number) {
        return axes.stream().mapToInt(number).toArray();
    }
}
