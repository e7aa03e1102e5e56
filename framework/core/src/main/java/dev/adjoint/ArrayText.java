package dev.adjoint;

/** Writes the elements of an array as nested brackets; long axes show their first and last three entries. */
final class ArrayText {
    private static final int EDGE = 3;
    private static final int SUMMARISE_ABOVE = 200;

    private ArrayText() {}

    static String of(NDArray array) {
        StringBuilder out = new StringBuilder();
        write(array, 0, 0, out);
        return out.toString();
    }

    private static void write(NDArray array, int axis, int offset, StringBuilder out) {
        Shape shape = array.shape();
        if (axis == shape.rank()) {
            double value = array.at(offset);
            out.append(array.dtype() == DType.FLOAT32 ? Float.toString((float) value) : Double.toString(value));
            return;
        }
        int n = shape.dim(axis);
        int step = shape.size(axis + 1, shape.rank());
        boolean inner = axis == shape.rank() - 1;
        String separator = inner ? ", " : ",\n" + " ".repeat(axis + 1);
        out.append('[');
        for (int i = 0; i < n; i++) {
            if (array.size() > SUMMARISE_ABOVE && n > 2 * EDGE && i == EDGE) {
                out.append(separator).append("...");
                i = n - EDGE;
            }
            if (i > 0) {
                out.append(separator);
            }
            write(array, axis + 1, offset + i * step, out);
        }
        out.append(']');
    }
}
