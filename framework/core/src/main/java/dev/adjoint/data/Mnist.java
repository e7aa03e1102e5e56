package dev.adjoint.data;

import dev.adjoint.DataFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A directory of four IDX files, the form in which MNIST, Fashion-MNIST, KMNIST and EMNIST are published.
 * {@code train-images-idx3-ubyte} and {@code train-labels-idx1-ubyte} hold images and labels for training.
 * {@code t10k-images-idx3-ubyte} and {@code t10k-labels-idx1-ubyte} hold those for testing. Names may have more text
 * before and after, such as {@code .gz}, or {@code test} for {@code t10k}.
 */
public final class Mnist {
    private Mnist() {}

    /**
     * Whether a directory has the four files, judged by their names.
     *
     * @param directory the directory
     * @return whether {@link #load} would find them
     * @throws IOException if the directory cannot be listed
     */
    public static boolean isIn(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.anyMatch(file -> matches(file, List.of("train"), "images"));
        }
    }

    /**
     * Reads the four files.
     *
     * @param directory the directory of the files
     * @return images of float32 numbers from 0 to 1, {@code [1, height, width]}, with their classes; the test images
     *     are held out
     * @throws IOException if a file is missing or cannot be read
     * @throws DataFormatException if a file is damaged, or the numbers of labels and images differ
     */
    public static Split load(Path directory) throws IOException {
        return new Split(part(directory, List.of("train")), part(directory, List.of("t10k", "test")));
    }

    private static Dataset part(Path directory, List<String> part) throws IOException {
        return Idx.dataset(find(directory, part, "images"), find(directory, part, "labels"));
    }

    private static Path find(Path directory, List<String> part, String content) throws IOException {
        List<Path> found;
        try (Stream<Path> files = Files.list(directory)) {
            found = files.filter(file -> matches(file, part, content)).sorted().toList();
        }
        if (found.size() != 1) {
            throw new NoSuchFileException(
                    directory.toString(),
                    null,
                    "expected one IDX file of " + part.get(0) + " " + content + ", such as " + part.get(0) + "-"
                            + content + "-idx" + (content.equals("images") ? 3 : 1) + "-ubyte, got " + found);
        }
        return found.get(0);
    }

    private static boolean matches(Path file, List<String> part, String content) {
        String name = file.getFileName().toString();
        return part.stream().anyMatch(name::contains)
                && name.contains(content)
                && name.contains("ubyte")
                && Files.isRegularFile(file);
    }
}
