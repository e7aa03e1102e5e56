package dev.adjoint.nn;

import dev.adjoint.Shape;
import dev.adjoint.ShapeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * How large a model is, layer by layer in the order in which they finish, found by a forward pass in evaluation mode:
 *
 * <pre>{@code
 * System.out.println(model.summary(1, 28, 28));
 * }</pre>
 *
 * <p>A layer that holds others has a line of its own if it computes something or has parameters besides theirs; all
 * numbers of a line leave the layers inside out, so that the columns add up to the totals.
 *
 * @param input the shape of the input
 * @param rows the layers
 */
public record Summary(Shape input, List<Row> rows) {
    private static final int BYTES_PER_KIB = 1024;

    /**
     * Keeps a copy of the list.
     *
     * @param input the shape of the input
     * @param rows the layers
     */
    public Summary {
        rows = List.copyOf(rows);
    }

    /**
     * A layer.
     *
     * @param path its path in the model, empty for the model itself
     * @param kind its kind
     * @param output the shape of its output, of the last one if it was called more than once; empty if it was not
     *     called
     * @param parameters the elements of its parameters
     * @param frozen those of them that are frozen
     * @param multiplyAdds the multiplications followed by an addition in its convolutions and matrix products, by their
     *     definition and for the whole batch
     * @param receptiveField along each spatial axis, how many cells of the model's input a cell of the output depends
     *     on, cells of padding included; empty where it is not defined: behind a layer that mixes all cells, or windows
     *     that are not evenly spaced
     * @param parameterBytes the memory of its parameters and buffers
     * @param activationBytes the memory of its output; 0 if that is a view of an earlier one
     */
    public record Row(
            String path,
            String kind,
            Optional<Shape> output,
            long parameters,
            long frozen,
            long multiplyAdds,
            Optional<List<Long>> receptiveField,
            long parameterBytes,
            long activationBytes) {}

    /**
     * Runs a model on zeros and looks on. The model is the same afterwards.
     *
     * @param model the model
     * @param input the shape of an input, the number of samples included
     * @return its size
     * @throws ShapeException if the model does not take such an input, naming the layer
     */
    public static Summary of(Layer model, Shape input) {
        return new Summary(input, new ModelObserver(model).observe(input));
    }

    /**
     * The elements of all parameters.
     *
     * @return 0 or more
     */
    public long parameters() {
        return sum(Row::parameters);
    }

    /**
     * The elements of all parameters that are frozen.
     *
     * @return 0 or more
     */
    public long frozen() {
        return sum(Row::frozen);
    }

    /**
     * The multiplications followed by an addition of a forward pass.
     *
     * @return 0 or more
     */
    public long multiplyAdds() {
        return sum(Row::multiplyAdds);
    }

    /**
     * The memory of all parameters and buffers.
     *
     * @return bytes
     */
    public long parameterBytes() {
        return sum(Row::parameterBytes);
    }

    /**
     * The memory of the outputs of all layers together, as training keeps them.
     *
     * @return bytes
     */
    public long activationBytes() {
        return sum(Row::activationBytes);
    }

    private long sum(ToLongFunction<Row> number) {
        return rows.stream().mapToLong(number).sum();
    }

    /** The layers as a table, and the totals. */
    @Override
    public String toString() {
        List<String[]> cells = new ArrayList<>();
        cells.add(new String[] {
            "layer",
            "kind",
            "output",
            "parameters",
            "frozen",
            "multiply-adds",
            "receptive field",
            "weights",
            "activations"
        });
        for (Row row : rows) {
            cells.add(new String[] {
                row.path.isEmpty() ? "(model)" : row.path,
                row.kind,
                row.output.map(Shape::toString).orElse("-"),
                grouped(row.parameters),
                grouped(row.frozen),
                grouped(row.multiplyAdds),
                row.receptiveField.map(Summary::times).orElse("-"),
                kib(row.parameterBytes),
                kib(row.activationBytes)
            });
        }
        cells.add(new String[] {
            "total",
            "",
            "",
            grouped(parameters()),
            grouped(frozen()),
            grouped(multiplyAdds()),
            "",
            kib(parameterBytes()),
            kib(activationBytes())
        });
        return table(cells);
    }

    private static String table(List<String[]> cells) {
        StringBuilder text = new StringBuilder();
        for (String[] row : cells) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.length; column++) {
                int at = column;
                int width = cells.stream().mapToInt(r -> r[at].length()).max().orElse(0);
                line.append(column == 0 ? "" : "  ")
                        .append(("%" + (column < 3 ? "-" : "") + width + "s").formatted(row[column]));
            }
            text.append(text.isEmpty() ? "" : "\n").append(line.toString().stripTrailing());
        }
        return text.toString();
    }

    private static String times(List<Long> sizes) {
        return sizes.stream().map(String::valueOf).collect(Collectors.joining("x"));
    }

    private static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String kib(long bytes) {
        return String.format(Locale.ROOT, "%,.1f KiB", (double) bytes / BYTES_PER_KIB);
    }
}
