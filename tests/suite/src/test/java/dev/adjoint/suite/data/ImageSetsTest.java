package dev.adjoint.suite.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.DType;
import dev.adjoint.DataFormatException;
import dev.adjoint.IntArray;
import dev.adjoint.Shape;
import dev.adjoint.data.Cifar;
import dev.adjoint.data.Dataset;
import dev.adjoint.data.Idx;
import dev.adjoint.data.Mnist;
import dev.adjoint.data.Split;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Directories of files in the formats of MNIST and CIFAR. */
class ImageSetsTest {
    @TempDir
    Path directory;

    @Test
    void mnistDirectoryGivesBothParts() throws IOException {
        assertThat(Mnist.isIn(directory)).isFalse();
        write("train-images-idx3-ubyte", idx(8, new int[] {2, 1, 2}, 0, 51, 102, 255));
        write("train-labels-idx1-ubyte", idx(8, new int[] {2}, 3, 9));
        write("t10k-images-idx3-ubyte.gz", gzip(idx(8, new int[] {1, 1, 2}, 255, 0)));
        write("t10k-labels-idx1-ubyte.gz", gzip(idx(8, new int[] {1}, 7)));
        assertThat(Mnist.isIn(directory)).isTrue();
        Split mnist = Mnist.load(directory);
        assertThat(mnist.training().all().inputs().shape()).isEqualTo(Shape.of(2, 1, 1, 2));
        assertThat(mnist.training().all().inputs().value().floats()).containsExactly(0, 0.2f, 0.4f, 1);
        assertThat(mnist.training().all().labels()).isEqualTo(IntArray.of(3, 9));
        assertThat(mnist.heldOut().sample(0).input().floats()).containsExactly(1, 0);
        assertThat(mnist.heldOut().label(0).at(0)).isEqualTo(7);
        assertThat(mnist.training().name(1)).endsWith("train-images-idx3-ubyte: sample 1");
    }

    @Test
    void missingFilesAreNamed() throws IOException {
        write("train-images-idx3-ubyte", idx(8, new int[] {1, 1, 1}, 0));
        assertThatThrownBy(() -> Mnist.load(directory))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("train-labels-idx1-ubyte");
        assertThatThrownBy(() -> Cifar.CIFAR_10.load(directory)).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void labelsMustFitTheSamples() throws IOException {
        Path images = write("images", idx(8, new int[] {2, 1, 1}, 0, 1));
        assertThatThrownBy(() -> Idx.dataset(images, write("labels", idx(8, new int[] {3}, 0, 1, 2))))
                .isInstanceOf(DataFormatException.class)
                .hasMessageContainingAll("labels", "2 labels", "got 3", "byte 4");
        assertThatThrownBy(() -> Idx.dataset(images, write("labels", idx(8, new int[] {2, 1}, 0, 1))))
                .isInstanceOf(DataFormatException.class)
                .hasMessageContaining("[2, 1]");
        assertThatThrownBy(() -> Idx.dataset(images, write("labels", idx(9, new int[] {2}, 0, 255))))
                .isInstanceOf(DataFormatException.class)
                .hasMessageContainingAll("byte 9", "-1");
        assertThatThrownBy(() -> Idx.dataset(images, write("labels", idx(13, new int[] {2}, 0, 0, 0, 0, 0, 0, 0, 0))))
                .isInstanceOf(DataFormatException.class)
                .hasMessageContaining("FLOAT");
    }

    @Test
    void otherElementTypesKeepTheirNumbers() throws IOException {
        Path samples = write("samples", idx(11, new int[] {2, 2}, 1, 0, 0, 2, 255, 255, 0, 3));
        Dataset dataset = Idx.dataset(samples, write("labels", idx(8, new int[] {2}, 0, 1)));
        assertThat(dataset.all().inputs().value().dtype()).isEqualTo(DType.FLOAT32);
        assertThat(dataset.all().inputs().value().floats()).containsExactly(256, 2, -1, 3);
    }

    @Test
    void gzipMayHaveSeveralMembersAndNothingElse() throws IOException {
        byte[] content = idx(8, new int[] {3}, 1, 2, 3);
        byte[] first = gzip(Arrays.copyOf(content, 5));
        byte[] second = gzip(Arrays.copyOfRange(content, 5, content.length));
        assertThat(Idx.read(write("two.gz", join(first, second))).toInts()).isEqualTo(IntArray.of(1, 2, 3));
        for (int n : new int[] {1, 2, 3, 20, 600}) {
            Path file = write("more.gz", join(gzip(content), new byte[n]));
            assertThatThrownBy(() -> Idx.read(file))
                    .isInstanceOf(DataFormatException.class)
                    .hasMessageContaining("more.gz");
        }
    }

    @Test
    void gzipHeaderMayHaveOptionalParts() throws IOException {
        byte[] plain = gzip(idx(8, new int[] {1}, 7));
        byte[] header = Arrays.copyOf(plain, 10);
        header[3] = 4 | 8 | 16 | 2;
        byte[] options = {2, 0, 'x', 'y', 'n', 0, 'c', 0, 0, 0};
        byte[] rest = Arrays.copyOfRange(plain, 10, plain.length);
        assertThat(Idx.read(write("named.gz", join(header, join(options, rest))))
                        .toInts())
                .isEqualTo(IntArray.of(7));
    }

    @Test
    void cifar10HasALabelAndThreePlanesARecord() throws IOException {
        for (int i = 1; i <= 5; i++) {
            write("data_batch_" + i + ".bin", join(record(i, 10 * i), record(9, 0)));
        }
        write("test_batch.bin", record(0, 255));
        assertThat(Cifar.CIFAR_10.isIn(directory)).isTrue();
        assertThat(Cifar.CIFAR_100.isIn(directory)).isFalse();
        assertThat(Cifar.CIFAR_10.load(directory).training().classNames()).isEmpty();
        write("batches.meta.txt", "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\n\n".getBytes());
        Split cifar = Cifar.CIFAR_10.load(directory);
        assertThat(cifar.training().size()).isEqualTo(10);
        assertThat(cifar.training().classNames()).hasSize(10).endsWith("j");
        assertThat(cifar.training().label(4).at(0)).isEqualTo(3);
        assertThat(cifar.training().sample(4).input().shape()).isEqualTo(Shape.of(3, 32, 32));
        assertThat(cifar.training().sample(4).input().get(0, 0, 0)).isEqualTo(30 / 255f);
        assertThat(cifar.training().sample(4).input().get(2, 31, 31)).isEqualTo(32 / 255f);
        assertThat(cifar.training().name(5)).endsWith("data_batch_3.bin: sample 1");
        assertThat(cifar.heldOut().size()).isEqualTo(1);
    }

    @Test
    void cifar100IsLabelledByItsFineClasses() throws IOException {
        byte[] coarse = {19};
        write("train.bin", join(coarse, record(99, 1)));
        write("test.bin", join(coarse, record(42, 1)));
        Split cifar = Cifar.CIFAR_100.load(directory);
        assertThat(cifar.training().label(0).at(0)).isEqualTo(99);
        assertThat(cifar.heldOut().label(0).at(0)).isEqualTo(42);
        assertThat(cifar.heldOut().sample(0).input().at(0)).isEqualTo(1 / 255f);
    }

    @Test
    void damagedCifarFilesAreNamedWithTheirPlace() throws IOException {
        assertThatThrownBy(() -> Cifar.CIFAR_10.read(write("cut.bin", Arrays.copyOf(record(1, 0), 3000))))
                .isInstanceOf(DataFormatException.class)
                .hasMessageContainingAll("cut.bin", "3073", "3000");
        assertThatThrownBy(() -> Cifar.CIFAR_10.read(write("empty.bin", new byte[0])))
                .isInstanceOf(DataFormatException.class);
        assertThatThrownBy(() -> Cifar.CIFAR_10.read(write("label.bin", join(record(9, 0), record(10, 0)))))
                .isInstanceOf(DataFormatException.class)
                .hasMessageContainingAll("byte 3073", "0 to 9", "got 10");
        byte[] coarse = {20};
        assertThatThrownBy(() -> Cifar.CIFAR_100.read(write("coarse.bin", join(coarse, record(0, 0)))))
                .hasMessageContainingAll("byte 0", "0 to 19", "got 20");
        write("data_batch_1.bin", record(1, 0));
        write("batches.meta.txt", "one\n".getBytes());
        assertThatThrownBy(() -> Cifar.CIFAR_10.load(directory))
                .isInstanceOf(DataFormatException.class)
                .hasMessageContainingAll("batches.meta.txt", "10 names", "got 1");
    }

    /** A record whose planes are filled with a level, the next one and the one after that. */
    private static byte[] record(int label, int level) {
        byte[] record = new byte[3073];
        record[0] = (byte) label;
        for (int plane = 0; plane < 3; plane++) {
            Arrays.fill(record, 1 + plane * 1024, 1 + (plane + 1) * 1024, (byte) (level + plane));
        }
        return record;
    }

    private static byte[] idx(int type, int[] dims, int... elements) {
        ByteBuffer file = ByteBuffer.allocate(4 + 4 * dims.length + elements.length);
        file.putShort((short) 0).put((byte) type).put((byte) dims.length);
        for (int dim : dims) {
            file.putInt(dim);
        }
        for (int element : elements) {
            file.put((byte) element);
        }
        return file.array();
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        }
        return out.toByteArray();
    }

    private Path write(String name, byte[] content) throws IOException {
        return Files.write(directory.resolve(name), content);
    }
}
