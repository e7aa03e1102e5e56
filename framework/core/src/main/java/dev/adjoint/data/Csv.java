package dev.adjoint.data;

import dev.adjoint.DataFormatException;
import dev.adjoint.file.Reading;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Tables in CSV files (RFC 4180). Each row is a sample: one column is the label, and the others are numbers. Lines end
 * with CRLF or LF, and empty lines are skipped. Text is UTF-8.
 */
public final class Csv {
    /** The largest file that {@link #read(Path, CsvOptions)} takes, in bytes: 1 GiB. */
    public static final long MAX_BYTES = 1 << 30;

    private Csv() {}

    /**
     * Reads a file with a header and the label in the last column.
     *
     * @param file the file
     * @return the dataset, as {@link #read(Path, CsvOptions)} gives it
     * @throws IOException if it cannot be read
     * @throws DataFormatException if it is damaged
     */
    public static Dataset read(Path file) throws IOException {
        return read(file, CsvOptions.DEFAULTS);
    }

    /**
     * Reads a file.
     *
     * @param file the file
     * @param options how to read it
     * @return samples of float32 numbers, {@code [columns without label]} unless the options state a shape. The labels
     *     are numbered in the order of the options' class names, or else sorted: by value if all are integers, or as
     *     text
     * @throws IOException if it cannot be read
     * @throws DataFormatException naming file, line and column, if a row has fewer or more fields than the first, a
     *     field is not a finite decimal number, a quoted field is not closed, a label is not among the class names, the
     *     label column does not exist, there are no rows, a sample does not have the stated shape, the text is not
     *     UTF-8, or the file is larger than {@link #MAX_BYTES}
     */
    public static Dataset read(Path file, CsvOptions options) throws IOException {
        Reading.requireRegular(file);
        long size = Files.size(file);
        if (size > MAX_BYTES) {
            throw new DataFormatException(
                    file.toString(), MAX_BYTES, "expected at most " + MAX_BYTES + " bytes, got " + size);
        }
        CsvTable table = new CsvTable(file.toString(), options);
        try (InputStream in = Reading.open(file)) {
            return Reading.guard(table::toString, () -> table.read(in));
        }
    }
}
