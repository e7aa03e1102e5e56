package dev.adjoint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Arrays of arrays as a person types them, to and from row-major order. */
final class NestedArrays {
    private NestedArrays() {}

    /** Reads arrays of arrays of doubles or floats; at one depth all have one length. */
    static NDArray read(Object[] nested) {
        List<Integer> dims = new ArrayList<>();
        Object first = nested;
        while (first instanceof Object[] level) {
            dims.add(level.length);
            first = level.length > 0 ? level[0] : null;
        }
        boolean isFloat = nested.getClass().getName().endsWith("F");
        int depth = nested.getClass().getName().lastIndexOf('[') + 1;
        if (first != null) {
            dims.add(length(first));
        }
        while (dims.size() < depth) {
            dims.add(0);
        }
        Shape shape = Shape.of(dims.stream().mapToInt(Integer::intValue).toArray());
        Object elements = isFloat ? new float[shape.size()] : new double[shape.size()];
        copy(nested, shape, 0, elements, 0);
        return NDArray.around(shape, elements);
    }

    private static int length(Object row) {
        return row instanceof float[] floats ? floats.length : ((double[]) row).length;
    }

    private static void copy(Object level, Shape shape, int axis, Object elements, int offset) {
        int n = level instanceof Object[] array ? array.length : length(level);
        if (n != shape.dim(axis)) {
            throw new ShapeException("nested arrays: expected " + shape.dim(axis) + " entries in each array at depth "
                    + axis + ", as in the first, got " + n);
        }
        if (level instanceof Object[] array) {
            int step = shape.size(axis + 1, shape.rank());
            for (int i = 0; i < n; i++) {
                copy(array[i], shape, axis + 1, elements, offset + i * step);
            }
        } else {
            System.arraycopy(level, 0, elements, offset, n);
        }
    }

    /** The rows of a matrix. */
    static double[][] matrix(NDArray array) {
        Shape shape = array.shape();
        if (shape.rank() != 2) {
            throw new ShapeException("matrix: expected two axes, got shape " + shape);
        }
        double[] elements = array.toDoubleArray();
        double[][] rows = new double[shape.dim(0)][];
        Arrays.setAll(rows, i -> Arrays.copyOfRange(elements, i * shape.dim(1), (i + 1) * shape.dim(1)));
        return rows;
    }
}
