package dev.adjoint.jqwik;

import dev.adjoint.Shape;
import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A small picture that shows which elements of an array are wrong. */
final class ErrorMap {
    private static final int ROWS = 12;
    private static final int COLUMNS = 60;

    private final Shape shape;
    private final BitSet wrong;
    private final int worst;

    /** Elements are numbered in row-major order. */
    ErrorMap(Shape shape, BitSet wrong, int worst) {
        this.shape = shape;
        this.wrong = wrong;
        this.worst = worst;
    }

    /** The index along each axis, as in {@code [0, 2]}. */
    static String index(Shape shape, int flat) {
        int[] index = new int[shape.rank()];
        for (int axis = shape.rank() - 1; axis >= 0; axis--) {
            index[axis] = flat % shape.dim(axis);
            flat /= shape.dim(axis);
        }
        return Arrays.toString(index);
    }

    /** The plane of the last two axes that holds the worst element, or the part of it around that element. */
    @Override
    public String toString() {
        int columns = shape.rank() > 0 ? shape.dim(-1) : 1;
        int rows = shape.rank() > 1 ? shape.dim(-2) : 1;
        int plane = worst / (rows * columns);
        int firstRow = first(worst / columns % rows, rows, ROWS);
        int firstColumn = first(worst % columns, columns, COLUMNS);
        int endRow = Math.min(rows, firstRow + ROWS);
        int endColumn = Math.min(columns, firstColumn + COLUMNS);
        StringBuilder picture = new StringBuilder(". right, x wrong, X the worst");
        if (shape.size() > rows * columns) {
            Shape planes = Shape.of(Arrays.copyOf(shape.dims(), shape.rank() - 2));
            picture.append("; plane ")
                    .append(index(planes, plane))
                    .append(" of ")
                    .append(planes);
        }
        if (endRow - firstRow < rows || endColumn - firstColumn < columns) {
            picture.append("; rows ").append(firstRow).append(" to ").append(endRow - 1);
            picture.append(", columns ").append(firstColumn).append(" to ").append(endColumn - 1);
        }
        for (int row = firstRow; row < endRow; row++) {
            int line = (plane * rows + row) * columns;
            picture.append(IntStream.range(line + firstColumn, line + endColumn)
                    .mapToObj(this::sign)
                    .collect(Collectors.joining("", "\n  ", "")));
        }
        long others =
                wrong.stream().filter(flat -> flat / (rows * columns) != plane).count();
        return picture + (others == 0 ? "" : "\n  and " + others + " wrong in other planes");
    }

    private String sign(int flat) {
        return flat == worst ? "X" : wrong.get(flat) ? "x" : ".";
    }

    private static int first(int worst, int size, int shown) {
        return Math.max(0, Math.min(worst - shown / 2, size - shown));
    }
}
