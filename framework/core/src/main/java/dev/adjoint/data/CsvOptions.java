package dev.adjoint.data;

import dev.adjoint.ArgumentException;
import dev.adjoint.Shape;
import java.util.List;
import java.util.Optional;

/**
 * How to read a CSV file. Each setting has a default.
 *
 * <pre>{@code
 * CsvOptions.DEFAULTS.label("species")
 * CsvOptions.DEFAULTS.label(0).header(false).shape(1, 28, 28)
 * }</pre>
 *
 * @param header whether the first row names the columns, true by default
 * @param labelName the name of the column with the labels; empty, the default, if the index decides
 * @param labelIndex the index of the column with the labels, from 0, or from -1 backwards; -1 by default
 * @param separator the character between fields, a comma by default
 * @param shape the shape of a sample; empty, the default, for {@code [columns without label]}
 * @param classNames the labels of the classes 0, 1, 2, ...; empty, the default, for all labels of the file, sorted
 */
public record CsvOptions(
        boolean header,
        Optional<String> labelName,
        int labelIndex,
        char separator,
        Optional<Shape> shape,
        List<String> classNames) {
    /** A header, the label in the last column, commas. */
    public static final CsvOptions DEFAULTS =
            new CsvOptions(true, Optional.empty(), -1, ',', Optional.empty(), List.of());

    /**
     * Checks the separator and the names.
     *
     * @param header whether the first row names the columns
     * @param labelName the name of the column with the labels, or empty if the index decides; a name needs a header
     * @param labelIndex the index of the column with the labels, from 0, or from -1 backwards
     * @param separator the character between fields: an ASCII character, but no quote and no line end
     * @param shape the shape of a sample; empty for {@code [columns without label]}
     * @param classNames the labels of the classes 0, 1, 2, ..., each once; empty for all labels of the file, sorted
     * @throws ArgumentException if a setting is out of range
     */
    public CsvOptions {
        Require.holds(
                separator < 128 && separator != '"' && separator != '\r' && separator != '\n',
                "CSV: separator",
                "an ASCII character, but no quote and no line end",
                "'" + separator + "'");
        Require.holds(
                header || labelName.isEmpty(), "CSV: label column", "an index where there is no header", labelName);
        Require.holds(
                classNames.stream().distinct().count() == classNames.size(),
                "CSV: class names",
                "each once",
                classNames);
        classNames = List.copyOf(classNames);
    }

    /**
     * Sets whether the first row names the columns.
     *
     * @param present whether the file has such a row
     * @return the changed options
     */
    public CsvOptions header(boolean present) {
        return new CsvOptions(present, labelName, labelIndex, separator, shape, classNames);
    }

    /**
     * Sets the column with the labels.
     *
     * @param column its name in the header
     * @return the changed options
     */
    public CsvOptions label(String column) {
        return new CsvOptions(header, Optional.of(column), labelIndex, separator, shape, classNames);
    }

    /**
     * Sets the column with the labels.
     *
     * @param column its index, from 0, or from -1 backwards
     * @return the changed options
     */
    public CsvOptions label(int column) {
        return new CsvOptions(header, Optional.empty(), column, separator, shape, classNames);
    }

    /**
     * Sets the character between fields.
     *
     * @param character the separator, for example a semicolon or a tab
     * @return the changed options
     */
    public CsvOptions separator(char character) {
        return new CsvOptions(header, labelName, labelIndex, character, shape, classNames);
    }

    /**
     * Sets the shape of a sample.
     *
     * @param sizes sizes whose product is the number of columns without the label, for example 1, 28, 28
     * @return the changed options
     */
    public CsvOptions shape(int... sizes) {
        return new CsvOptions(header, labelName, labelIndex, separator, Optional.of(Shape.of(sizes)), classNames);
    }

    /**
     * Sets the classes, so that they have the same numbers in every file.
     *
     * @param names the labels of the classes 0, 1, 2, ...
     * @return the changed options
     */
    public CsvOptions classNames(List<String> names) {
        return new CsvOptions(header, labelName, labelIndex, separator, shape, names);
    }
}
