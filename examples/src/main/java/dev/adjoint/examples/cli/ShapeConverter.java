package dev.adjoint.examples.cli;

import dev.adjoint.Shape;
import java.util.Arrays;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads sizes such as {@code 1x28x28}. */
final class ShapeConverter implements ITypeConverter<Shape> {
    @Override
    public Shape convert(String text) {
        if (!text.matches("[1-9]\\d{0,6}(x[1-9]\\d{0,6})*")) {
            throw new TypeConversionException("expected sizes such as 1x28x28, got '" + text + "'");
        }
        return Shape.of(
                Arrays.stream(text.split("x")).mapToInt(Integer::parseInt).toArray());
    }
}
