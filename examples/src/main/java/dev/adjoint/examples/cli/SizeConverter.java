package dev.adjoint.examples.cli;

import dev.adjoint.Shape;
import dev.adjoint.data.ImageOptions;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a height and a width such as {@code 28x28}. */
final class SizeConverter implements ITypeConverter<ImageOptions.Size> {
    @Override
    public ImageOptions.Size convert(String text) {
        Shape sizes = new ShapeConverter().convert(text);
        if (sizes.rank() != 2) {
            throw new TypeConversionException("expected a height and a width such as 28x28, got '" + text + "'");
        }
        return new ImageOptions.Size(sizes.dim(0), sizes.dim(1));
    }
}
