package dev.adjoint.data;

import dev.adjoint.DType;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/** Makes the numbers of a sample from a decoded image. */
final class ImageArray {
    /** What a decoded pixel takes: three or four bytes of colour. */
    static final int DECODED_BYTES = 4;

    private static final double RED = 0.299;
    private static final double GREEN = 0.587;
    private static final double BLUE = 0.114;

    private final ImageOptions options;

    ImageArray(ImageOptions options) {
        this.options = options;
    }

    /** Float32 numbers from 0 to 1, {@code [channels, height, width]}. */
    NDArray of(BufferedImage image) {
        int height = image.getHeight();
        int width = image.getWidth();
        float[][] planes = isGrey(image.getColorModel()) ? grey(image) : coloured(image);
        int channels = options.channels().count();
        ImageOptions.Size size = options.size().orElse(new ImageOptions.Size(height, width));
        int pixels = Shape.of(size.height(), size.width()).size();
        NDArray array = NDArray.zeros(DType.FLOAT32, Shape.of(channels, size.height(), size.width()));
        boolean same = size.height() == height && size.width() == width;
        for (int channel = 0; channel < channels; channel++) {
            float[] plane = planes[Math.min(channel, planes.length - 1)];
            float[] resized = same
                    ? plane
                    : new Resize(options.filter()).apply(plane, height, width, size.height(), size.width());
            System.arraycopy(resized, 0, array.floats(), channel * pixels, pixels);
        }
        return array;
    }

    private static boolean isGrey(ColorModel model) {
        return model.getColorSpace().getType() == ColorSpace.TYPE_GRAY
                && !(model instanceof IndexColorModel)
                && (model.getTransferType() == DataBuffer.TYPE_BYTE
                        || model.getTransferType() == DataBuffer.TYPE_USHORT);
    }

    /** Reads the samples themselves: the colour model takes grey for linear light and would brighten it. */
    private static float[][] grey(BufferedImage image) {
        Raster raster = image.getRaster();
        float max = (1 << image.getColorModel().getComponentSize(0)) - 1;
        float[] plane = raster.getSamples(0, 0, image.getWidth(), image.getHeight(), 0, (float[]) null);
        for (int i = 0; i < plane.length; i++) {
            plane[i] /= max;
        }
        return new float[][] {plane};
    }

    private float[][] coloured(BufferedImage image) {
        int width = image.getWidth();
        boolean grey = options.channels() == ImageOptions.Channels.GREY;
        float[][] planes = new float[options.channels().count()][image.getHeight() * width];
        int[] row = new int[width];
        for (int y = 0; y < image.getHeight(); y++) {
            image.getRGB(0, y, width, 1, row, 0, width);
            for (int x = 0; x < width; x++) {
                int red = row[x] >> 16 & 0xff;
                int green = row[x] >> 8 & 0xff;
                int blue = row[x] & 0xff;
                int i = y * width + x;
                if (grey) {
                    planes[0][i] = (float) ((RED * red + GREEN * green + BLUE * blue) / 255);
                } else {
                    planes[0][i] = red / 255f;
                    planes[1][i] = green / 255f;
                    planes[2][i] = blue / 255f;
                }
            }
        }
        return planes;
    }
}
