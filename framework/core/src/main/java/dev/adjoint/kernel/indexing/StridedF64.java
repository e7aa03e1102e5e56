package dev.adjoint.kernel.indexing;

/**
 * Copies between a dense row-major array and one that is read or written with any strides: permutations, slices,
 * repetition.
 */
public final class StridedF64 {
    private StridedF64() {}

    /** Reads: {@code y[dense index] = x[offset + sum of index * stride]}. */
    public static void read(double[] x, int offset, int[] dims, int[] strides, double[] y) {
        int last = dims.length - 1;
        if (last < 0) {
            y[0] = x[offset];
            return;
        }
        int n = dims[last];
        int step = strides[last];
        int[] index = new int[dims.length];
        for (int at = 0, from = offset; at < y.length; at += n) {
            if (step == 1) {
                System.arraycopy(x, from, y, at, n);
            } else {
                for (int i = 0; i < n; i++) {
                    y[at + i] = x[from + i * step];
                }
            }
            from = next(index, dims, strides, from);
        }
    }

    /** Writes: {@code y[offset + sum of index * stride] = x[dense index]}. */
    public static void write(double[] x, double[] y, int offset, int[] dims, int[] strides) {
        int last = dims.length - 1;
        if (last < 0) {
            y[offset] = x[0];
            return;
        }
        int n = dims[last];
        int step = strides[last];
        int[] index = new int[dims.length];
        for (int at = 0, from = offset; at < x.length; at += n) {
            for (int i = 0; i < n; i++) {
                y[from + i * step] = x[at + i];
            }
            from = next(index, dims, strides, from);
        }
    }

    /** Advances the index over all axes but the last, and the place that belongs to it. */
    private static int next(int[] index, int[] dims, int[] strides, int from) {
        for (int axis = dims.length - 2; axis >= 0; axis--) {
            from += strides[axis];
            if (++index[axis] < dims[axis]) {
                break;
            }
            from -= strides[axis] * dims[axis];
            index[axis] = 0;
        }
        return from;
    }
}
