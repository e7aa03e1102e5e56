package dev.adjoint.suite.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.DataFormatException;
import dev.adjoint.data.Cifar;
import dev.adjoint.data.Csv;
import dev.adjoint.data.Idx;
import dev.adjoint.data.ImageFolder;
import dev.adjoint.data.ImageOptions;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever happens to a file, it gives data or an error of ours, which names it. */
class DamagedFilesTest {
    private static final Map<String, Format> FORMATS = new TreeMap<>();
    private static Path file;

    private interface Reader {
        void read(Path file) throws IOException;
    }

    private record Format(byte[] sound, Reader reader) {}

    @BeforeContainer
    static void makeFiles() throws IOException {
        file = Files.createTempFile("damaged", ".file");
        byte[] idx = {0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3, 0, 1, 127, -128, -2, -1};
        FORMATS.put("idx", new Format(idx, Idx::read));
        FORMATS.put("idx.gz", new Format(gzip(idx), Idx::read));
        FORMATS.put("cifar", new Format(new byte[2 * 3073], Cifar.CIFAR_10::read));
        FORMATS.put(
                "csv",
                new Format("a,\"b\",y\r\n1,-2.5e3,\"ä\"\r\n3,4,x\n".getBytes(StandardCharsets.UTF_8), Csv::read));
        for (String format : new String[] {"png", "jpg", "gif", "bmp"}) {
            FORMATS.put(format, new Format(image(format, BufferedImage.TYPE_3BYTE_BGR), DamagedFilesTest::readImage));
            FORMATS.put(
                    "grey " + format,
                    new Format(image(format, BufferedImage.TYPE_BYTE_GRAY), DamagedFilesTest::readImage));
        }
    }

    @AfterContainer
    static void removeFile() throws IOException {
        Files.delete(file);
    }

    @Property(tries = 1500, edgeCases = EdgeCasesMode.NONE)
    void anyTruncationGivesDataOrATypedError(@ForAll("formats") String name, @ForAll Random random) throws IOException {
        Format format = FORMATS.get(name);
        check(format, Arrays.copyOf(format.sound(), random.nextInt(format.sound().length)));
    }

    @Property(tries = 3000, edgeCases = EdgeCasesMode.NONE)
    void anyDamagedByteGivesDataOrATypedError(@ForAll("formats") String name, @ForAll Random random)
            throws IOException {
        Format format = FORMATS.get(name);
        byte[] damaged = format.sound().clone();
        damaged[random.nextInt(damaged.length)] ^= (byte) (1 + random.nextInt(255));
        check(format, damaged);
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void soundFilesAreRead(@ForAll("formats") String name) throws IOException {
        Format format = FORMATS.get(name);
        format.reader().read(Files.write(file, format.sound()));
    }

    @Provide
    Arbitrary<String> formats() {
        return Arbitraries.of(FORMATS.keySet());
    }

    private static void check(Format format, byte[] content) throws IOException {
        Files.write(file, content);
        try {
            format.reader().read(file);
        } catch (DataFormatException e) {
            assertThat(e.source()).isEqualTo(file.toString());
            assertThat(e.offset()).isGreaterThanOrEqualTo(0);
        }
    }

    private static void readImage(Path image) throws IOException {
        assertThat(ImageFolder.image(image, ImageOptions.RGB.resize(2, 2).maxPixels(1 << 18))
                        .size())
                .isEqualTo(12);
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

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        }
        return out.toByteArray();
    }
}
