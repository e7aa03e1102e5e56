package dev.adjoint.data;

import dev.adjoint.AdjointException;
import dev.adjoint.DType;
import dev.adjoint.DataFormatException;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Decodes one image file with the readers of the JDK. It trusts neither the file nor the readers. */
final class ImageFile {
    private static final long MAX_BYTES = 1 << 28;
    private static final double RED = 0.299;
    private static final double GREEN = 0.587;
    private static final double BLUE = 0.114;

    private final Path file;
    private final ImageOptions options;

    ImageFile(Path file, ImageOptions options) {
        this.file = file;
        this.options = options;
    }

    /** The pixels as float32 numbers from 0 to 1, {@code [channels, height, width]}. */
    NDArray read() throws IOException {
        long size = Files.size(file);
        if (size > MAX_BYTES) {
            throw error(MAX_BYTES, "expected at most " + MAX_BYTES + " bytes, got " + size, null);
        }
        byte[] bytes = Files.readAllBytes(file);
        return toArray(decode(bytes, ImageFormat.require(file, bytes)));
    }

    private BufferedImage decode(byte[] bytes, ImageFormat format) {
        if (format == ImageFormat.PNG) {
            PngChunks.check(file.toString(), bytes);
        }
        ImageReader reader = ImageIO.getImageReadersByFormatName(format.name()).next();
        List<String> warnings = new ArrayList<>();
        ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes));
        try {
            reader.setInput(in, true, true);
            reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
            int height = reader.getHeight(0);
            int width = reader.getWidth(0);
            if ((long) height * width > options.maxPixels()) {
                throw error(
                        position(in),
                        "expected at most " + options.maxPixels() + " pixels, the limit, got " + height + "x" + width,
                        null);
            }
            BufferedImage image = reader.read(0);
            if (!warnings.isEmpty()) {
                throw error(position(in), "damaged " + format + ": " + warnings.get(0), null);
            }
            return image;
        } catch (AdjointException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // The readers of the JDK throw many kinds of unchecked exceptions for damaged files.
            throw error(position(in), "damaged " + format + ": " + (e.getMessage() == null ? e : e.getMessage()), e);
        } finally {
            reader.dispose();
        }
    }

    private NDArray toArray(BufferedImage image) {
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
        return model.getColorSpace().getType() == ColorSpace.TYPE_GRAY && !(model instanceof IndexColorModel);
    }

    /** Reads the stored samples, because the colour model treats grey as linear light and would brighten it. */
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

    private static long position(ImageInputStream in) {
        try {
            return in.getStreamPosition();
        } catch (IOException e) {
            return 0;
        }
    }

    private DataFormatException error(long offset, String message, Throwable cause) {
        return new DataFormatException(file.toString(), offset, message, cause);
    }
}
