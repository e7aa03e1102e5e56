package dev.adjoint.suite.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.DType;
import dev.adjoint.MemoryException;
import dev.adjoint.data.Cifar;
import dev.adjoint.data.Csv;
import dev.adjoint.data.Idx;
import dev.adjoint.data.ImageFolder;
import dev.adjoint.data.ImageOptions;
import dev.adjoint.io.SafeTensors;
import dev.adjoint.nn.Models;
import dev.adjoint.suite.JavaProcess;
import java.awt.image.BufferedImage;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** If the heap has no room for a whole file, a typed error names the file and the memory that it would take. */
@Tag("slow")
class SmallHeapFilesTest {
    private static final int MEBIBYTE = 1 << 20;

    @TempDir
    private Path directory;

    /** Reads a file as a kind, and prints the error that it gives. */
    public static void main(String[] args) throws IOException {
        Path file = Path.of(args[1]);
        try {
            switch (args[0]) {
                case "png", "jpg", "gif", "bmp" -> ImageFolder.image(file, ImageOptions.RGB);
                case "idx", "idx.gz" -> Idx.read(file);
                case "pixels" -> Idx.read(file).toArray(DType.FLOAT64, 1);
                case "csv", "columns" -> Csv.read(file);
                case "cifar" -> Cifar.CIFAR_10.read(file);
                case "json" -> Models.readJson(file, new SplittableRandom(1));
                case "header", "tensor" -> {
                    try (SafeTensors content = SafeTensors.open(file)) {
                        content.array("x");
                    }
                }
                default -> throw new IllegalArgumentException(args[0]);
            }
            System.out.println("read");
        } catch (MemoryException e) {
            System.out.println("MemoryException " + e.getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "png", "jpg", "gif", "bmp", "idx", "idx.gz", "pixels", "csv", "columns", "cifar", "json", "header",
                "tensor"
            })
    void exhaustedHeapNamesTheFileAndItsNeed(String kind) throws Exception {
        Path file = directory.resolve("file." + kind);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            write(kind, out);
        }
        String heap = kind.equals("json") ? "-Xmx18m" : "-Xmx40m";
        JavaProcess process = JavaProcess.run(
                List.of(heap, "-Djava.awt.headless=true"), SmallHeapFilesTest.class, kind, file.toString());
        String expected = kind.equals("pixels") ? "idx to float64" : file + ": ";
        assertThat(process.output()).startsWith("MemoryException " + expected).contains("-Xmx");
        assertThat(process.output()).containsPattern("MiB|rows|bytes|pixels|float32|F32|UNSIGNED_BYTE|float64");
        assertThat(process.exitCode()).isZero();
    }

    private static void write(String kind, OutputStream out) throws IOException {
        switch (kind) {
            case "png", "jpg", "gif", "bmp" ->
                ImageIO.write(
                        new BufferedImage(
                                5000,
                                5000,
                                kind.equals("gif") ? BufferedImage.TYPE_BYTE_INDEXED : BufferedImage.TYPE_3BYTE_BGR),
                        kind,
                        out);
            case "idx" -> idx(out, 60 * MEBIBYTE);
            case "pixels" -> idx(out, 10 * MEBIBYTE);
            case "idx.gz" -> {
                try (OutputStream gzip = new GZIPOutputStream(out)) {
                    idx(gzip, 60 * MEBIBYTE);
                }
            }
            case "csv" -> {
                out.write(text("a,b\n"));
                for (int i = 0; i < 5_000_000; i++) {
                    out.write(text("1,2\n"));
                }
            }
            case "columns" -> {
                for (int i = 0; i < 5_000_000; i++) {
                    out.write(text("name" + i + ","));
                }
            }
            case "cifar" -> zeros(out, 20_000L * 3073);
            case "json" -> {
                out.write(text("{\"type\": \""));
                out.write(text("x".repeat(9_900_000)));
                out.write(text("\"}"));
            }
            case "header" -> tensors(out, "\"y\":{\"dtype\":\"F32\",\"shape\":[" + "1,".repeat(30_000_000) + "1]", 4);
            case "tensor" -> {
                int bytes = 4 * 15 * MEBIBYTE;
                tensors(
                        out,
                        "\"x\":{\"dtype\":\"F32\",\"shape\":[" + bytes / 4 + "],\"data_offsets\":[0," + bytes + "]",
                        bytes);
            }
            default -> throw new IllegalArgumentException(kind);
        }
    }

    private static void idx(OutputStream out, int bytes) throws IOException {
        out.write(ByteBuffer.allocate(8).putInt(0x0801).putInt(bytes).array());
        zeros(out, bytes);
    }

    private static void tensors(OutputStream out, String tensor, int bytes) throws IOException {
        byte[] header = text("{" + tensor + "}}");
        out.write(ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .array());
        out.write(header);
        zeros(out, bytes);
    }

    private static void zeros(OutputStream out, long bytes) throws IOException {
        byte[] some = new byte[1 << 16];
        for (long done = 0; done < bytes; done += some.length) {
            out.write(some, 0, (int) Math.min(some.length, bytes - done));
        }
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
