package dev.adjoint.examples;

import dev.adjoint.DType;
import dev.adjoint.Shape;
import dev.adjoint.data.Dataset;
import dev.adjoint.data.Idx;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * The 1,797 handwritten digits of the UCI data set "Optical Recognition of Handwritten Digits" (E. Alpaydin and C.
 * Kaynak, 1998), grey-scale images of 8x8 pixels from 0 to 1, shape {@code [n, 1, 8, 8]}. They are in the order in
 * which they were written, so that the parts come from different writers. Origin and licence stand beside the files.
 *
 * @param training rows 0 to 1196
 * @param validation rows 1197 to 1436, for the choice of a recipe
 * @param test rows 1437 to 1796
 */
public record DigitImages(Dataset training, Dataset validation, Dataset test) {
    private static final int VALIDATION_ROWS = 240;

    /**
     * Reads the images from the resources.
     *
     * @return the three parts
     */
    public static DigitImages load() {
        Dataset first = read("train");
        int split = first.size() - VALIDATION_ROWS;
        return new DigitImages(first.range(0, split), first.range(split, first.size()), read("test"));
    }

    private static Dataset read(String part) {
        Idx images = idx(part + "-images-idx3-ubyte.gz");
        Idx labels = idx(part + "-labels-idx1-ubyte.gz");
        int n = images.shape().dim(0);
        return Dataset.of(
                images.toArray(DType.FLOAT32, 1 / 255.0)
                        .reshape(Shape.of(
                                n, 1, images.shape().dim(1), images.shape().dim(2))),
                labels.toInts());
    }

    private static Idx idx(String file) {
        try (InputStream in = DigitImages.class.getResourceAsStream("digits/" + file)) {
            return Idx.read(file, in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
