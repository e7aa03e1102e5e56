package dev.adjoint;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Arrays as a person wants to read them: the element type and the shape, then the elements in nested brackets and
 * aligned columns. Of more elements than fit on a screen each long axis shows its first and last three entries.
 *
 * <pre>
 * float32[2, 3]
 * [[ 1.5,  2.0, 30.0],
 *  [-4.0,  5.0,  6.0]]
 * </pre>
 */
final class ArrayText {
    private static final int EDGE = 3;
    private static final int SUMMARISE_ABOVE = 200;
    private static final int LINE = 100;

    private final Shape shape;
    private final StringBuilder out = new StringBuilder();
    private Map<Integer, String> cells = Map.of();
    private int width;

    private ArrayText(Shape shape) {
        this.shape = shape;
    }

    static String of(NDArray array) {
        List<Double> shown =
                new ArrayText(array.shape()).shown().stream().map(array::at).toList();
        return of(array.dtype() + "" + array.shape(), array.shape(), NumberText.of(shown, array::at));
    }

    static String of(IntArray array) {
        return of("int" + array.shape(), array.shape(), i -> Integer.toString(array.at(i)));
    }

    static String of(BoolArray array) {
        return of("bool" + array.shape(), array.shape(), i -> Boolean.toString(array.at(i)));
    }

    private static String of(String header, Shape shape, IntFunction<String> cell) {
        String body = new ArrayText(shape).write(cell);
        return header + (body.contains("\n") ? "\n" : " ") + body;
    }

    private String write(IntFunction<String> cell) {
        cells = new HashMap<>();
        for (int place : shown()) {
            String text = cell.apply(place);
            cells.put(place, text);
            width = Math.max(width, text.length());
        }
        int length = cells.values().stream().mapToInt(text -> text.length() + 2).sum();
        if (shape.rank() > 0 && shape.size(0, shape.rank() - 1) == 1 && length + 2 * shape.rank() <= LINE) {
            width = 0; // There is nothing to align in a single line.
        }
        write(0, 0);
        return out.toString();
    }

    /** The places of the elements that are shown, in row-major order. */
    private List<Integer> shown() {
        List<Integer> places = new ArrayList<>();
        collect(0, 0, places);
        return places;
    }

    private void collect(int axis, int offset, List<Integer> places) {
        if (axis == shape.rank()) {
            places.add(offset);
            return;
        }
        int step = shape.size(axis + 1, shape.rank());
        for (int i = 0; i < shape.dim(axis); i = next(axis, i)) {
            collect(axis + 1, offset + i * step, places);
        }
    }

    /** The entry after another one that is shown. */
    private int next(int axis, int i) {
        int n = shape.dim(axis);
        boolean cut = shape.size() > SUMMARISE_ABOVE && n > 2 * EDGE + 1 && i == EDGE - 1;
        return cut ? n - EDGE : i + 1;
    }

    private void write(int axis, int offset) {
        if (axis == shape.rank()) {
            String text = cells.get(offset);
            out.append(" ".repeat(Math.max(0, width - text.length()))).append(text);
            return;
        }
        boolean inner = axis == shape.rank() - 1;
        String nextLine = "\n".repeat(Math.max(1, shape.rank() - 1 - axis)) + " ".repeat(axis + 1);
        int step = shape.size(axis + 1, shape.rank());
        out.append('[');
        for (int i = 0; i < shape.dim(axis); i = next(axis, i)) {
            if (i > 0) {
                boolean cut = i > EDGE && next(axis, EDGE - 1) == i;
                out.append(cut ? "," + (inner ? " " : nextLine) + "...," : ",");
                boolean full = out.length() - out.lastIndexOf("\n") + 2 + width > LINE;
                out.append(!inner || full ? nextLine : " ");
            }
            write(axis + 1, offset + i * step);
        }
        out.append(']');
    }
}
