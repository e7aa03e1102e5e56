package dev.adjoint.kernel.pooling;

import dev.adjoint.window.Windows;

/**
 * The windows along one axis as lists, for inner loops: window o covers the cells from {@code first[o]} to before
 * {@code end[o]} in steps of the dilation.
 */
record Spans(int input, int output, int dilation, int[] first, int[] end) {
    static Spans of(Windows windows) {
        int[] first = new int[windows.output()];
        int[] end = new int[windows.output()];
        for (int o = 0; o < first.length; o++) {
            first[o] = windows.first(o);
            end[o] = windows.end(o);
        }
        return new Spans(windows.input(), windows.output(), windows.dilation(), first, end);
    }

    /** The number of cells of each window inside the input. */
    int[] cells() {
        int[] cells = new int[output];
        for (int o = 0; o < output; o++) {
            cells[o] = (end[o] - first[o] + dilation - 1) / dilation;
        }
        return cells;
    }

    /** Whether each window covers this many neighbouring cells. */
    boolean isPlain(int cells) {
        boolean plain = dilation == 1;
        for (int o = 0; o < output && plain; o++) {
            plain = end[o] - first[o] == cells;
        }
        return plain;
    }

    /** Whether each window begins where the one before it ends. */
    boolean isDense() {
        boolean dense = true;
        for (int o = 1; o < output && dense; o++) {
            dense = first[o] == end[o - 1];
        }
        return dense;
    }
}
