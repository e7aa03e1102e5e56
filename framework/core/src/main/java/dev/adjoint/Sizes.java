package dev.adjoint;

import java.util.Arrays;
import java.util.List;

/** Lists of one number an axis, in which a single number stands for all axes. */
final class Sizes {
    private Sizes() {}

    static List<Integer> atLeast(String what, int least, List<Integer> sizes) {
        if (sizes.stream().anyMatch(s -> s < least)) {
            throw new ArgumentException(what + ": expected at least " + least + ", got " + sizes);
        }
        return List.copyOf(sizes);
    }

    static List<Integer> list(int... sizes) {
        return Arrays.stream(sizes).boxed().toList();
    }

    static int at(String what, List<Integer> sizes, int axis, int axes) {
        if (sizes.size() != 1 && sizes.size() != axes) {
            throw new ArgumentException(
                    what + ": expected 1 or " + axes + " numbers for " + axes + " spatial axes, got " + sizes);
        }
        return sizes.get(sizes.size() == 1 ? 0 : axis);
    }
}
