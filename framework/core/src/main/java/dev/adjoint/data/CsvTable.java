package dev.adjoint.data;

import dev.adjoint.DataFormatException;
import dev.adjoint.IntArray;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes a dataset from the rows of one CSV file. */
final class CsvTable {
    private static final int SHOWN = 40;

    private final String name;
    private final CsvOptions options;
    private final Map<String, Integer> classes = new LinkedHashMap<>();
    private List<String> header = List.of();
    private int columns;
    private int labelColumn;
    private float[] numbers = new float[1 << 10];
    private int[] labels = new int[1 << 6];
    private int[] lines = new int[1 << 6];
    private int rows;

    CsvTable(String name, CsvOptions options) {
        this.name = name;
        this.options = options;
        options.classNames().forEach(label -> classes.put(label, classes.size()));
    }

    Dataset read(InputStream in) throws IOException {
        CsvReader reader = new CsvReader(name, in, options.separator());
        Optional<CsvReader.Row> row = reader.next();
        if (row.isPresent()) {
            start(row.get());
            if (options.header()) {
                row = reader.next();
            }
        }
        for (; row.isPresent(); row = reader.next()) {
            add(row.get());
        }
        if (rows == 0) {
            throw DataFormatException.inLine(name, 0, 1, "expected at least one row of data, got none");
        }
        int each = columns - 1;
        Shape shape = options.shape().orElse(Shape.of(each));
        int[] dims = new int[shape.rank() + 1];
        dims[0] = rows;
        System.arraycopy(shape.dims(), 0, dims, 1, shape.rank());
        int[] starts = Arrays.copyOf(lines, rows);
        return new MemoryDataset(
                NDArray.wrap(Shape.of(dims), Arrays.copyOf(numbers, rows * each)),
                IntArray.of(sortedLabels()),
                List.copyOf(classes.keySet()),
                i -> name + ": line " + starts[i]);
    }

    /** The file, and how much of it is in memory. */
    @Override
    public String toString() {
        return name + ": a table of " + rows + " rows and " + columns + " columns so far";
    }

    /** Learns the columns from the first row. */
    private void start(CsvReader.Row row) {
        columns = row.fields().size();
        header = options.header() ? row.fields() : List.of();
        labelColumn = options.labelIndex() < 0 ? options.labelIndex() + columns : options.labelIndex();
        if (options.labelName().isPresent()) {
            String label = options.labelName().get();
            labelColumn = header.indexOf(label);
            if (labelColumn < 0 || header.lastIndexOf(label) != labelColumn) {
                throw error(row, "expected one column named '" + label + "', got the columns " + header);
            }
        }
        if (labelColumn < 0 || labelColumn >= columns || columns < 2) {
            throw error(
                    row,
                    "expected a label in column " + options.labelIndex() + " and at least one more column, got "
                            + columns);
        }
        if (options.shape().isPresent() && options.shape().get().size() != columns - 1) {
            throw error(
                    row,
                    "expected samples of shape " + options.shape().get() + ", got " + (columns - 1)
                            + " columns beside the label");
        }
    }

    private void add(CsvReader.Row row) {
        if (row.fields().size() != columns) {
            throw error(
                    row,
                    "expected " + columns + " fields as in the first row, got "
                            + row.fields().size());
        }
        int at = rows * (columns - 1);
        if (at > numbers.length - (columns - 1)) {
            numbers = Arrays.copyOf(numbers, grown(at + columns));
        }
        if (rows == labels.length) {
            labels = Arrays.copyOf(labels, grown(rows + 1));
            lines = Arrays.copyOf(lines, labels.length);
        }
        for (int column = 0; column < columns; column++) {
            String text = row.fields().get(column);
            if (column == labelColumn) {
                labels[rows] = label(row, text);
            } else {
                numbers[at++] = number(row, column, text);
            }
        }
        lines[rows] = (int) Math.min(Integer.MAX_VALUE, row.line());
        rows++;
    }

    private static int grown(int needed) {
        return needed + (needed >> 1);
    }

    private int label(CsvReader.Row row, String text) {
        Integer known = classes.get(text);
        if (known == null && !options.classNames().isEmpty()) {
            throw error(
                    row,
                    column(labelColumn) + ": expected one of the classes " + options.classNames() + ", got "
                            + shown(text));
        }
        if (known == null) {
            known = classes.size();
            classes.put(text, known);
        }
        return known;
    }

    private float number(CsvReader.Row row, int column, String text) {
        String digits = text.strip();
        try {
            // Java would also take "NaN", "0x1p3" and "1f".
            if (digits.chars().allMatch(c -> c >= '0' && c <= '9' || "+-.eE".indexOf(c) >= 0)) {
                float number = Float.parseFloat(digits);
                if (Float.isFinite(number)) {
                    return number;
                }
            }
        } catch (NumberFormatException e) {
            // Reported below, with the place.
        }
        throw error(row, column(column) + ": expected a finite float32 number, got " + shown(text));
    }

    /** Numbers the classes in the order of their names, and the labels with them, unless the options number them. */
    private int[] sortedLabels() {
        if (options.classNames().isEmpty()) {
            List<String> names = new ArrayList<>(classes.keySet());
            boolean integers = names.stream().allMatch(text -> text.matches("-?\\d{1,18}"));
            names.sort(
                    integers
                            ? Comparator.<String>comparingLong(Long::parseLong).thenComparing(text -> text)
                            : Comparator.<String>naturalOrder());
            int[] places = new int[names.size()];
            for (int i = 0; i < places.length; i++) {
                places[classes.get(names.get(i))] = i;
            }
            for (int i = 0; i < rows; i++) {
                labels[i] = places[labels[i]];
            }
            classes.clear();
            names.forEach(label -> classes.put(label, classes.size()));
        }
        return Arrays.copyOf(labels, rows);
    }

    private String column(int column) {
        return "column " + column + (header.isEmpty() ? "" : " ('" + header.get(column) + "')");
    }

    private static String shown(String text) {
        return "'" + (text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...") + "'";
    }

    private DataFormatException error(CsvReader.Row row, String message) {
        return DataFormatException.inLine(name, row.offset(), row.line(), message);
    }
}
