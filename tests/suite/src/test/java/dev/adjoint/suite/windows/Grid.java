package dev.adjoint.suite.windows;

import java.util.ArrayList;
import java.util.List;

/** The index vectors of an array of some sizes, in row-major order. */
final class Grid {
    private Grid() {}

    static List<int[]> of(int... sizes) {
        List<int[]> all = new ArrayList<>(List.of(new int[0]));
        for (int size : sizes) {
            List<int[]> longer = new ArrayList<>();
            for (int[] start : all) {
                for (int i = 0; i < size; i++) {
                    int[] index = java.util.Arrays.copyOf(start, start.length + 1);
                    index[start.length] = i;
                    longer.add(index);
                }
            }
            all = longer;
        }
        return all;
    }

    /** The place of an index vector in row-major order. */
    static int flat(int[] index, int... sizes) {
        int flat = 0;
        for (int i = 0; i < index.length; i++) {
            flat = flat * sizes[i] + index[i];
        }
        return flat;
    }
}
