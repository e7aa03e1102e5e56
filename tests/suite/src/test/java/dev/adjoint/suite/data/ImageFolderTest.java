package dev.adjoint.suite.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.ArgumentException;
import dev.adjoint.DataFormatException;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.ShapeException;
import dev.adjoint.data.Dataset;
import dev.adjoint.data.Filter;
import dev.adjoint.data.ImageFolder;
import dev.adjoint.data.ImageOptions;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Images in files, with a folder for each class. */
class ImageFolderTest {
    @TempDir
    Path directory;

    @Test
    void classesAreTheSortedFolders() throws IOException {
        save("dog/b.png", grey(1, 1, 10));
        save("dog/a/deep.bmp", grey(1, 1, 20));
        save("cat/x.gif", grey(1, 1, 30));
        Files.writeString(directory.resolve("dog/.hidden"), "no image");
        Files.writeString(directory.resolve("notes.txt"), "beside the classes");
        Dataset images = ImageFolder.read(directory, ImageOptions.GREY);
        assertThat(images.classNames()).containsExactly("cat", "dog");
        assertThat(images.size()).isEqualTo(3);
        assertThat(images.all().labels().ints()).containsExactly(0, 1, 1);
        assertThat(images.all().inputs().value().floats()).containsExactly(30 / 255f, 20 / 255f, 10 / 255f);
        assertThat(images.name(1))
                .isEqualTo(directory
                        .resolve("dog")
                        .resolve("a")
                        .resolve("deep.bmp")
                        .toString());
    }

    /** Java's colour model would turn a grey of 128 into one of 188. */
    @ParameterizedTest
    @ValueSource(strings = {"png", "bmp", "gif"})
    void greyLevelsAreKept(String format) throws IOException {
        BufferedImage image = grey(6, 1, 0, 1, 64, 128, 200, 255);
        Path file = save("grey." + format, image);
        float[] expected = {0, 1 / 255f, 64 / 255f, 128 / 255f, 200 / 255f, 1};
        assertThat(ImageFolder.image(file, ImageOptions.GREY).floats()).containsExactly(expected);
        NDArray coloured = ImageFolder.image(file, ImageOptions.RGB);
        assertThat(coloured.shape()).isEqualTo(Shape.of(3, 6, 1));
        for (int channel = 0; channel < 3; channel++) {
            assertThat(Arrays.copyOfRange(coloured.floats(), channel * 6, channel * 6 + 6))
                    .containsExactly(expected);
        }
    }

    @Test
    void sixteenBitsOfGreyAreKept() throws IOException {
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY);
        image.getRaster().setSample(0, 0, 0, 257);
        image.getRaster().setSample(1, 0, 0, 65535);
        assertThat(ImageFolder.image(save("deep.png", image), ImageOptions.GREY).floats())
                .containsExactly(257 / 65535f, 1);
    }

    @Test
    void coloursBecomePlanesOrTheirBrightness() throws IOException {
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(0, 0, 0xff_33_66_99);
        image.setRGB(1, 0, 0x00_00_ff_00);
        Path file = save("colours.png", image);
        assertThat(ImageFolder.image(file, ImageOptions.RGB).floats()).containsExactly(0.2f, 0, 0.4f, 1, 0.6f, 0);
        assertThat(ImageFolder.image(file, ImageOptions.GREY).toDoubleArray())
                .containsExactly(new double[] {0.299 * 0.2 + 0.587 * 0.4 + 0.114 * 0.6, 0.587}, within(1e-6));
    }

    @Test
    void jpegIsReadToWithinItsLoss() throws IOException {
        int[] levels = new int[64];
        Arrays.setAll(levels, i -> 100 + i);
        NDArray image = ImageFolder.image(save("smooth.jpg", grey(8, 8, levels)), ImageOptions.GREY);
        for (int i = 0; i < 64; i++) {
            assertThat(image.at(i)).isCloseTo(levels[i] / 255.0, within(0.02));
        }
    }

    @Test
    void enlargingInterpolates() throws IOException {
        Path file = save("two.png", grey(1, 2, 0, 255));
        assertThat(resize(file, 1, 4, Filter.BILINEAR)).containsExactly(new double[] {0, 0.25, 0.75, 1}, within(1e-7));
        assertThat(resize(file, 2, 4, Filter.BOX)).containsExactly(0, 0, 1, 1, 0, 0, 1, 1);
        // The weights 111/128 and 29/128 of Keys' kernel at the distances 0.25 and 0.75, and so on, brought to a sum of
        // 1.
        double near = (1.5 * 0.25 - 2.5) * 0.0625 + 1;
        double far = (1.5 * 0.75 - 2.5) * 0.5625 + 1;
        assertThat(resize(file, 1, 4, Filter.BICUBIC)[1]).isCloseTo(far / (near + far), within(1e-6));
    }

    @Test
    void sizesThatNoArrayHoldsAreRefused() throws IOException {
        Path file = save("small.png", grey(1, 2, 0, 255));
        assertThatExceptionOfType(ShapeException.class)
                .isThrownBy(() -> resize(file, 65536, 65536, Filter.BOX))
                .withMessageContaining("[65536, 65536]");
    }

    @Test
    void shrinkingTakesAllPixelsIntoAccount() throws IOException {
        Path file = save("four.png", grey(1, 4, 0, 51, 102, 255));
        assertThat(resize(file, 1, 2, Filter.BOX)).containsExactly(new double[] {0.1, 0.7}, within(1e-7));
        // Distances of 3/4 and 1/4 of the widened filter, whose support of two pixels ends at the image's edge.
        double[] weights = {0.75, 0.75, 0.25};
        double expected = (weights[1] * 0.2 + weights[2] * 0.4) / (0.75 + 0.75 + 0.25);
        assertThat(resize(file, 1, 2, Filter.BILINEAR)[0]).isCloseTo(expected, within(1e-7));
    }

    @ParameterizedTest
    @EnumSource
    void constantImagesStayConstant(Filter filter) throws IOException {
        int[] levels = new int[35];
        Arrays.fill(levels, 51);
        Path file = save("constant.png", grey(5, 7, levels));
        for (int height = 1; height < 12; height++) {
            for (double pixel : resize(file, height, 13 - height, filter)) {
                assertThat(pixel).isCloseTo(0.2, within(1e-6));
            }
        }
    }

    @Test
    void dimensionsAreCheckedBeforeMemoryIsTaken() throws IOException {
        Path file = save("small.png", grey(1, 1, 0));
        byte[] bytes = Files.readAllBytes(file);
        ByteBuffer header = ByteBuffer.wrap(bytes);
        header.putInt(16, 1 << 30).putInt(20, 1 << 30);
        CRC32 crc = new CRC32();
        crc.update(bytes, 12, 17);
        header.putInt(29, (int) crc.getValue());
        Files.write(file, bytes);
        assertThatThrownBy(() -> ImageFolder.image(file, ImageOptions.GREY))
                .isInstanceOf(DataFormatException.class)
                .hasMessageContainingAll("small.png", "1073741824x1073741824", "67108864");
        Path four = save("four.png", grey(2, 2, 0, 0, 0, 0));
        assertThat(ImageFolder.image(four, ImageOptions.GREY.maxPixels(4)).size())
                .isEqualTo(4);
        assertThatThrownBy(() -> ImageFolder.image(four, ImageOptions.GREY.maxPixels(3)))
                .isInstanceOf(DataFormatException.class);
    }

    @Test
    void damagedPngNamesTheChunk() throws IOException {
        Path file = save("image.png", grey(3, 3, 1, 2, 3, 4, 5, 6, 7, 8, 9));
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 1));
        assertThatThrownBy(() -> ImageFolder.image(file, ImageOptions.GREY))
                .isInstanceOf(DataFormatException.class)
                .hasMessageContainingAll("image.png", "truncated");
        whole[whole.length - 14] ^= 1;
        Files.write(file, whole);
        assertThatThrownBy(() -> ImageFolder.image(file, ImageOptions.GREY))
                .isInstanceOf(DataFormatException.class)
                .hasMessageContainingAll("image.png", "checksum", "IDAT");
    }

    @ParameterizedTest
    @CsvSource({"jpg, 2", "jpg, 200", "gif, 10", "bmp, 10"})
    void truncatedImagesNameTheFile(String format, int cut) throws IOException {
        int[] levels = new int[400];
        Arrays.setAll(levels, i -> i * 7 % 256);
        Path file = save("image." + format, grey(20, 20, levels));
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - cut));
        assertThatThrownBy(() -> ImageFolder.image(file, ImageOptions.GREY))
                .isInstanceOf(DataFormatException.class)
                .hasMessageContainingAll("image." + format, "at byte");
    }

    @Test
    void filesThatAreNoImagesAreNamedAtOnce() throws IOException {
        save("a/image.png", grey(1, 1, 0));
        Path text = Files.writeString(directory.resolve("a/notes.png"), "hello");
        assertThatThrownBy(() -> ImageFolder.read(directory, ImageOptions.GREY))
                .isInstanceOf(DataFormatException.class)
                .hasMessageContainingAll(text.toString(), "68 65 6c 6c 6f");
        Files.write(text, new byte[0]);
        assertThatThrownBy(() -> ImageFolder.read(directory, ImageOptions.GREY)).hasMessageContaining("empty file");
    }

    @Test
    void foldersWithoutClassesOrImagesAreNamed() throws IOException {
        assertThatThrownBy(() -> ImageFolder.read(directory, ImageOptions.GREY))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("each class");
        Files.createDirectory(directory.resolve("empty"));
        assertThatThrownBy(() -> ImageFolder.read(directory, ImageOptions.GREY))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("empty");
    }

    @Test
    void imageThatBreaksLaterIsNamedByTheLoader() throws IOException {
        Path file = save("a/image.png", grey(1, 1, 0));
        Dataset images = ImageFolder.read(directory, ImageOptions.GREY);
        Files.delete(file);
        assertThatThrownBy(
                        () -> images.batches(1).workers(1).epoch(0).iterator().next())
                .hasMessageContaining(file.toString());
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> ImageOptions.GREY.resize(0, 1)).isInstanceOf(ArgumentException.class);
        assertThatThrownBy(() -> ImageOptions.GREY.maxPixels(0)).isInstanceOf(ArgumentException.class);
    }

    private static double[] resize(Path file, int height, int width, Filter filter) throws IOException {
        return ImageFolder.image(file, ImageOptions.GREY.resize(height, width).filter(filter))
                .toDoubleArray();
    }

    private static BufferedImage grey(int height, int width, int... levels) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setPixels(0, 0, width, height, levels);
        return image;
    }

    private Path save(String name, BufferedImage image) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(ImageIO.write(image, name.substring(name.lastIndexOf('.') + 1), out))
                .isTrue();
        return Files.write(file, out.toByteArray());
    }
}
