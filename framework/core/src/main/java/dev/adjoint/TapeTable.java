package dev.adjoint;

import java.util.List;
import java.util.stream.Collectors;

/** A tape as a table to read. */
final class TapeTable {
    private static final String ROW = "%5s  %-20s %-16s %-20s %-8s %10s  %s";

    private TapeTable() {}

    /** A line for each entry: index, operation, inputs, shape, element type, bytes and the layer that recorded it. */
    static String of(List<Entry> entries) {
        StringBuilder out = new StringBuilder();
        append(out, "index", "op", "inputs", "shape", "dtype", "bytes", "layer");
        for (Entry entry : entries) {
            Tensor output = entry.peek();
            append(
                    out,
                    entry.index(),
                    entry.describe(),
                    entry.inputEntries().stream().map(String::valueOf).collect(Collectors.joining(", ")),
                    output.shape(),
                    output.dtype(),
                    (long) output.shape().size() * output.dtype().bytes(),
                    entry.path());
        }
        return out.toString();
    }

    private static void append(StringBuilder out, Object... cells) {
        out.append(String.format(ROW, cells).stripTrailing()).append(System.lineSeparator());
    }
}
