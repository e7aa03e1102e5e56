package dev.adjoint;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.WritableRaster;

/** Images of the JDK, to and from arrays {@code [channels, height, width]} of numbers from 0 to 1. */
final class Images {
    private static final int RGB = 3;

    private Images() {}

    static NDArray read(BufferedImage image) {
        ColorModel model = image.getColorModel();
        boolean grey = model.getColorSpace().getType() == ColorSpace.TYPE_GRAY && !(model instanceof IndexColorModel);
        int height = image.getHeight();
        int width = image.getWidth();
        float[] elements = new float[Shape.of(grey ? 1 : RGB, height, width).size()];
        if (grey) {
            // The samples themselves: the colour model takes grey for linear light and would brighten it.
            image.getRaster().getSamples(0, 0, width, height, 0, elements);
            float max = (1 << model.getComponentSize(0)) - 1;
            for (int i = 0; i < elements.length; i++) {
                elements[i] /= max;
            }
        } else {
            int[] pixels = image.getRGB(0, 0, width, height, null, 0, width);
            for (int i = 0; i < elements.length; i++) {
                int shift = 16 - 8 * (i / pixels.length);
                elements[i] = (pixels[i % pixels.length] >> shift & 0xff) / 255f;
            }
        }
        return NDArray.wrap(Shape.of(grey ? 1 : RGB, height, width), elements);
    }

    static BufferedImage write(NDArray array) {
        Shape shape = array.shape();
        boolean fits = shape.size() > 0
                && (shape.rank() == 2 || shape.rank() == 3 && (shape.dim(0) == 1 || shape.dim(0) == RGB));
        if (!fits) {
            throw new ShapeException(
                    "image: expected [height, width], [1, height, width] or [3, height, width], got " + shape);
        }
        int height = shape.dim(-2);
        int width = shape.dim(-1);
        boolean grey = shape.rank() == 2 || shape.dim(0) == 1;
        BufferedImage image =
                new BufferedImage(width, height, grey ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB);
        WritableRaster raster = image.getRaster();
        int pixels = height * width;
        for (int i = 0; i < shape.size(); i++) {
            int place = i % pixels;
            int level = (int) Math.round(255 * Math.max(0, Math.min(1, array.at(i))));
            raster.setSample(place % width, place / width, i / pixels, level);
        }
        return image;
    }
}
