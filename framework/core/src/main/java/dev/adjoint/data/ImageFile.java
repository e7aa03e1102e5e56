package dev.adjoint.data;

import dev.adjoint.AdjointException;
import dev.adjoint.DataFormatException;
import dev.adjoint.NDArray;
import dev.adjoint.file.Reading;
import java.awt.image.BufferedImage;
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

    private final Path file;
    private final ImageOptions options;
    private String need = "its header";

    ImageFile(Path file, ImageOptions options) {
        this.file = file;
        this.options = options;
    }

    /** The pixels as float32 numbers from 0 to 1, {@code [channels, height, width]}. */
    NDArray read() throws IOException {
        Reading.requireRegular(file);
        long size = Files.size(file);
        if (size > MAX_BYTES) {
            throw error(MAX_BYTES, "expected at most " + MAX_BYTES + " bytes, got " + size, null);
        }
        byte[] bytes = Reading.all(file);
        ImageFormat format = ImageFormat.require(file, bytes);
        return Reading.guard(() -> file + ": " + need, () -> new ImageArray(options).of(decode(bytes, format)));
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
            long cell = ImageArray.DECODED_BYTES
                    + (long) Float.BYTES * options.channels().count();
            need = "an image of " + height + "x" + width + " pixels, about "
                    + Reading.mebibytes(height * (long) width * cell);
            BufferedImage image = reader.read(0);
            if (!warnings.isEmpty()) {
                throw error(position(in), "damaged " + format + ": " + warnings.get(0), null);
            }
            return image;
        } catch (AdjointException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            rethrowExhaustion(e);
            // The readers of the JDK throw many kinds of unchecked exceptions for damaged files.
            throw error(position(in), "damaged " + format + ": " + (e.getMessage() == null ? e : e.getMessage()), e);
        } finally {
            reader.dispose();
        }
    }

    /** The readers of the JDK wrap the error of an exhausted heap, or let it through. */
    private static void rethrowExhaustion(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof OutOfMemoryError exhausted) {
                throw exhausted;
            }
        }
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
