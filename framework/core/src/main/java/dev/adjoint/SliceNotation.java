package dev.adjoint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The cells that ranges in NumPy's notation name in an array of some shape.
 *
 * @param starts the first entry along each axis
 * @param steps the distance of neighbours along each axis
 * @param ranges how many entries along each axis, 1 for an index
 * @param result the shape without the axes of indices
 */
record SliceNotation(List<Integer> starts, List<Integer> steps, Shape ranges, Shape result) {
    private static final String ALL = "...";
    private static final Pattern INDEX = Pattern.compile("[-+]?\\d+");
    private static final Pattern RANGE = Pattern.compile("([-+]?\\d+)?\\s*:\\s*([-+]?\\d+)?(?:\\s*:\\s*([-+]?\\d+)?)?");

    /** Reads the notation for an array of some shape. */
    static SliceNotation parse(String text, Shape shape) {
        List<String> items = new ArrayList<>(
                Arrays.stream(text.split(",", -1)).map(String::strip).toList());
        int dots = items.indexOf(ALL);
        if (dots >= 0) {
            items.remove(dots);
        }
        if (items.contains(ALL)) {
            throw error(text, "expected '...' once");
        }
        if (items.size() > shape.rank()) {
            throw error(text, "expected at most " + shape.rank() + " ranges for shape " + shape);
        }
        items.addAll(dots < 0 ? items.size() : dots, Arrays.asList(new String[shape.rank() - items.size()]));
        Axis[] axes = new Axis[shape.rank()];
        for (int i = 0; i < axes.length; i++) {
            axes[i] = items.get(i) == null ? Axis.all(shape.dim(i)) : axis(items.get(i), shape.dim(i), i, text);
        }
        return of(axes);
    }

    /** An index for each of the first axes. */
    static SliceNotation at(int[] index, Shape shape) {
        String text = Arrays.toString(index);
        if (index.length > shape.rank()) {
            throw error(text, "expected at most " + shape.rank() + " indices for shape " + shape);
        }
        Axis[] axes = new Axis[shape.rank()];
        for (int i = 0; i < axes.length; i++) {
            axes[i] = i < index.length ? index(index[i], shape.dim(i), i, text) : Axis.all(shape.dim(i));
        }
        return of(axes);
    }

    private static SliceNotation of(Axis[] axes) {
        return new SliceNotation(
                Arrays.stream(axes).map(Axis::start).toList(),
                Arrays.stream(axes).map(Axis::step).toList(),
                Shape.of(Arrays.stream(axes).mapToInt(Axis::count).toArray()),
                Shape.of(Arrays.stream(axes)
                        .filter(axis -> !axis.index)
                        .mapToInt(Axis::count)
                        .toArray()));
    }

    /** The cells along one axis. */
    private record Axis(int start, int step, int count, boolean index) {
        static Axis all(int n) {
            return new Axis(0, 1, n, false);
        }
    }

    private static Axis axis(String item, int n, int at, String text) {
        if (INDEX.matcher(item).matches()) {
            return index(number(item, text), n, at, text);
        }
        Matcher range = RANGE.matcher(item);
        if (!range.matches()) {
            throw error(text, "expected an index, start:stop:step or '...', got '" + item + "'");
        }
        int step = range.group(3) == null ? 1 : number(range.group(3), text);
        if (step == 0) {
            throw error(text, "the step must not be 0");
        }
        int low = step > 0 ? 0 : -1;
        int high = step > 0 ? n : n - 1;
        int start = bound(range.group(1), step > 0 ? low : high, n, low, high, text);
        int stop = bound(range.group(2), step > 0 ? high : low, n, low, high, text);
        int count = (int) Math.max(0, ((long) stop - start + step - Integer.signum(step)) / step);
        return new Axis(count == 0 ? 0 : start, step, count, false);
    }

    private static Axis index(int index, int n, int at, String text) {
        if (index < -n || index >= n) {
            throw error(text, "expected " + -n + " to " + (n - 1) + " along axis " + at + ", got " + index);
        }
        return new Axis(index < 0 ? index + n : index, 1, 1, true);
    }

    private static int bound(String number, int missing, int n, int low, int high, String text) {
        if (number == null) {
            return missing;
        }
        int index = number(number, text);
        return Math.max(low, Math.min(high, index < 0 ? index + n : index));
    }

    private static int number(String digits, String text) {
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException e) {
            throw error(text, "expected numbers of at most " + Integer.MAX_VALUE + ", got " + digits);
        }
    }

    private static ArgumentException error(String text, String problem) {
        return new ArgumentException("slice '" + text + "': " + problem);
    }

    /** Writes a number into the part of an array of the shape that was named. */
    void fill(NDArray array, double number) {
        int[] strides = array.shape().strides();
        int[] index = new int[strides.length];
        for (int i = 0; i < ranges.size(); i++) {
            int at = 0;
            for (int axis = 0; axis < index.length; axis++) {
                at += (starts.get(axis) + index[axis] * steps.get(axis)) * strides[axis];
            }
            array.set(at, number);
            for (int axis = index.length - 1; axis >= 0 && ++index[axis] == ranges.dim(axis); axis--) {
                index[axis] = 0;
            }
        }
    }
}
