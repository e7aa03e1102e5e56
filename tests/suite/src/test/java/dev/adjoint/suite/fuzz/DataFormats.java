package dev.adjoint.suite.fuzz;

import dev.adjoint.ArgumentException;
import dev.adjoint.DType;
import dev.adjoint.data.Cifar;
import dev.adjoint.data.Csv;
import dev.adjoint.data.CsvOptions;
import dev.adjoint.data.Dataset;
import dev.adjoint.data.Idx;
import dev.adjoint.data.ImageFolder;
import dev.adjoint.data.ImageOptions;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;

/** The kinds of files that hold datasets. */
final class DataFormats {
    private static final int PIXELS = 3 * 32 * 32;
    private static final ImageOptions SMALL = ImageOptions.RGB.resize(2, 2).maxPixels(1 << 18);

    private DataFormats() {}

    static List<FileFormat> all() throws IOException {
        byte[] images = {0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3, 0, 1, 127, -128, -2, -1};
        byte[] doubles = idx(0x0e, 1, 0x7f, -8, 0, 0, 0, 0, 0, 0);
        byte[] shorts = idx(0x0b, 2, 1, 0, -128, 0);
        List<FileFormat> formats = new ArrayList<>(List.of(
                FileFormat.plain("IDX", DataFormats::readIdx, images, doubles, shorts),
                FileFormat.plain("IDX in gzip", DataFormats::readIdx, images, doubles, shorts)
                        .assembledBy(parts -> gzip(parts.get(0))),
                FileFormat.plain("IDX labels", file -> readAll(Idx.dataset(file, file)), idx(0x08, 3, 0, 2, 1)),
                FileFormat.plain("CIFAR-10", file -> readAll(Cifar.CIFAR_10.read(file)), cifar(2, 1)),
                FileFormat.plain("CIFAR-100", file -> readAll(Cifar.CIFAR_100.read(file)), cifar(1, 2)),
                FileFormat.plain("class names", DataFormats::readNames, text("name\n".repeat(10))),
                csv("CSV", CsvOptions.DEFAULTS, "a,\"b\",y\r\n1,-2.5e3,\"ä\"\r\n3,4,x\n", "a,y\n1,2"),
                csv("CSV without header", CsvOptions.DEFAULTS.header(false).label(0), "0,1,2\n\n5,\" 6 \",7\n"),
                csv("CSV with tabs", CsvOptions.DEFAULTS.separator('\t').label("q"), "\ufeffp\t\"q\"\n1\t\"2\"\"\"")));
        formats.add(new FileFormat(
                "PNG",
                List.of(
                        chunks(image("png", BufferedImage.TYPE_BYTE_GRAY)),
                        chunks(image("png", BufferedImage.TYPE_INT_ARGB))),
                DataFormats::png,
                DataFormats::readImage,
                32L << 20));
        for (String format : List.of("jpg", "gif", "bmp")) {
            formats.add(FileFormat.plain(
                    format.toUpperCase(Locale.ROOT),
                    DataFormats::readImage,
                    image(format, BufferedImage.TYPE_3BYTE_BGR),
                    image(format, BufferedImage.TYPE_BYTE_GRAY)));
        }
        return formats;
    }

    private static void readIdx(Path file) throws IOException {
        Idx idx = Idx.read(file);
        idx.toArray(DType.FLOAT64, 1);
        idx.toArray(DType.FLOAT32, 1 / 255.0);
        try {
            idx.toInts();
        } catch (ArgumentException e) {
            // Of floating-point numbers.
        }
    }

    private static void readNames(Path file) throws IOException {
        Path directory = Files.createTempDirectory(file.getParent(), "cifar");
        Path names = Files.move(file, directory.resolve("batches.meta.txt"));
        try {
            Cifar.CIFAR_10.load(directory);
        } catch (NoSuchFileException e) {
            // The names are right; there are no images.
        } finally {
            Files.delete(names);
            Files.delete(directory);
        }
    }

    private static FileFormat csv(String name, CsvOptions options, String... tables) {
        byte[][] files = Stream.of(tables).map(DataFormats::text).toArray(byte[][]::new);
        return FileFormat.plain(name, file -> readAll(Csv.read(file, options)), files);
    }

    private static void readImage(Path file) throws IOException {
        ImageFolder.image(file, SMALL);
        ImageFolder.image(file, ImageOptions.GREY.maxPixels(1 << 18));
    }

    private static void readAll(Dataset data) {
        for (int i = 0; i < data.size(); i++) {
            data.sample(i);
        }
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] idx(int type, int size, int... content) {
        ByteBuffer bytes =
                ByteBuffer.allocate(8 + content.length).putInt(type << 8 | 1).putInt(size);
        for (int value : content) {
            bytes.put((byte) value);
        }
        return bytes.array();
    }

    /** Records of random pixels after the given number of label bytes of 0. */
    private static byte[] cifar(int records, int labels) {
        byte[] bytes = new byte[records * (labels + PIXELS)];
        new Random(1).nextBytes(bytes);
        for (int i = 0; i < bytes.length; i += labels + PIXELS) {
            Arrays.fill(bytes, i, i + labels, (byte) 0);
        }
        return bytes;
    }

    private static byte[] gzip(byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] image(String format, int type) throws IOException {
        BufferedImage image = new BufferedImage(5, 7, type);
        Random random = new Random(1);
        for (int i = 0; i < 35; i++) {
            image.setRGB(i % 5, i / 5, random.nextInt());
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, format, out);
        return out.toByteArray();
    }

    /** The chunks of a PNG file, each with its type. */
    private static List<byte[]> chunks(byte[] png) {
        List<byte[]> chunks = new ArrayList<>();
        ByteBuffer file = ByteBuffer.wrap(png, 8, png.length - 8);
        while (file.hasRemaining()) {
            byte[] chunk = new byte[4 + file.getInt()];
            file.get(chunk).getInt();
            chunks.add(chunk);
        }
        return chunks;
    }

    private static byte[] png(List<byte[]> chunks) {
        ByteBuffer file = ByteBuffer.allocate(
                        8 + chunks.stream().mapToInt(c -> c.length + 8).sum())
                .putLong(0x89504e470d0a1a0aL);
        for (byte[] chunk : chunks) {
            CRC32 crc = new CRC32();
            crc.update(chunk);
            file.putInt(chunk.length - 4).put(chunk).putInt((int) crc.getValue());
        }
        return file.array();
    }
}
