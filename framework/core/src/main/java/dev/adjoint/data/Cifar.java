package dev.adjoint.data;

import dev.adjoint.DataFormatException;
import dev.adjoint.IntArray;
import dev.adjoint.Shape;
import dev.adjoint.file.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The binary version of CIFAR-10 and CIFAR-100, 60,000 colour images of 32x32 pixels. A file is a sequence of records.
 * A record begins with the label, which is one byte in CIFAR-10 and two in CIFAR-100 (for 20 coarse and 100 fine
 * classes). 3,072 bytes follow: the red, the green and the blue plane. Source: Krizhevsky, Learning multiple layers of
 * features from tiny images, 2009.
 */
public enum Cifar {
    /** Ten classes; files {@code data_batch_1.bin} to {@code data_batch_5.bin} and {@code test_batch.bin}. */
    CIFAR_10(
            List.of("data_batch_1.bin", "data_batch_2.bin", "data_batch_3.bin", "data_batch_4.bin", "data_batch_5.bin"),
            "test_batch.bin",
            "batches.meta.txt",
            List.of(10)),
    /** A hundred fine classes; files {@code train.bin} and {@code test.bin}. */
    CIFAR_100(List.of("train.bin"), "test.bin", "fine_label_names.txt", List.of(20, 100));

    private static final int SIDE = 32;
    private static final int CHANNELS = 3;
    private static final int PIXELS = CHANNELS * SIDE * SIDE;
    private static final long MAX_BYTES = 1 << 30;

    private final List<String> trainingFiles;
    private final String testFile;
    private final String namesFile;

    /** How many classes each label byte of a record distinguishes. The last byte is the label. */
    private final List<Integer> classes;

    Cifar(List<String> trainingFiles, String testFile, String namesFile, List<Integer> classes) {
        this.trainingFiles = trainingFiles;
        this.testFile = testFile;
        this.namesFile = namesFile;
        this.classes = classes;
    }

    /**
     * Whether a directory has the files, judged by their names.
     *
     * @param directory the directory
     * @return whether {@link #load} would find the first file
     */
    public boolean isIn(Path directory) {
        return Files.isRegularFile(directory.resolve(trainingFiles.get(0)));
    }

    /**
     * Reads all files. The names of the classes come from {@code batches.meta.txt} or {@code fine_label_names.txt}, if
     * the directory has it.
     *
     * @param directory the directory of the files
     * @return images of float32 numbers from 0 to 1, {@code [3, 32, 32]}, with their classes; the test images are held
     *     out
     * @throws IOException if a file is missing or cannot be read
     * @throws DataFormatException if a file is damaged
     */
    public Split load(Path directory) throws IOException {
        List<String> names = names(directory.resolve(namesFile));
        Dataset[] training = new Dataset[trainingFiles.size()];
        for (int i = 0; i < training.length; i++) {
            training[i] = read(directory.resolve(trainingFiles.get(i)), names);
        }
        return new Split(Dataset.concat(training), read(directory.resolve(testFile), names));
    }

    /**
     * Reads one file.
     *
     * @param file the file
     * @return images of float32 numbers from 0 to 1, {@code [3, 32, 32]}, with their classes, which have no names
     * @throws IOException if it cannot be read
     * @throws DataFormatException if the file does not consist of whole records, has no record, is larger than 1 GiB,
     *     or has a label that does not exist
     */
    public Dataset read(Path file) throws IOException {
        return read(file, List.of());
    }

    private Dataset read(Path file, List<String> names) throws IOException {
        int labelBytes = classes.size();
        int record = labelBytes + PIXELS;
        Reading.requireRegular(file);
        long size = Files.size(file);
        if (size == 0 || size % record != 0 || size > MAX_BYTES) {
            throw new DataFormatException(
                    file.toString(),
                    size - size % record,
                    "expected records of " + record + " bytes each, at least one and at most " + MAX_BYTES
                            + " bytes in all, got a file of " + size + " bytes");
        }
        byte[] bytes = Reading.all(file);
        int[] labels = new int[bytes.length / record];
        for (int i = 0; i < labels.length; i++) {
            for (int k = 0; k < labelBytes; k++) {
                int at = i * record + k;
                labels[i] = bytes[at] & 0xff;
                if (labels[i] >= classes.get(k)) {
                    throw new DataFormatException(
                            file.toString(),
                            at,
                            "label of record " + i + ": expected 0 to " + (classes.get(k) - 1) + ", got " + labels[i]);
                }
            }
        }
        Shape image = Shape.of(CHANNELS, SIDE, SIDE);
        return new Pixels(file.toString(), bytes, labelBytes, record, image, IntArray.of(labels), names);
    }

    private List<String> names(Path file) throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        String text = TextFile.read(file);
        List<String> names =
                text.lines().map(String::strip).filter(name -> !name.isEmpty()).toList();
        int expected = classes.get(classes.size() - 1);
        if (names.size() != expected) {
            throw new DataFormatException(
                    file.toString(), 0, "expected " + expected + " names of classes, got " + names.size());
        }
        return names;
    }
}
