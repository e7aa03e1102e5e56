package dev.adjoint.data;

import dev.adjoint.AdjointException;
import dev.adjoint.DataFormatException;
import dev.adjoint.IntArray;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.file.Reading;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Images in files: PNG, JPEG, GIF (the first frame) and BMP. The content of a file tells its format, not the name. The
 * JDK's {@code javax.imageio} decodes the files, so a modular program that reads images needs {@code requires
 * java.desktop}.
 *
 * <p>Transparency and notes on orientation are ignored, embedded colour profiles are applied, and colours of more than
 * 8 bits are rounded to 8.
 */
public final class ImageFolder implements Dataset {
    private final List<String> classNames;
    private final List<Path> files;
    private final int[] labels;
    private final ImageOptions options;

    private ImageFolder(List<String> classNames, List<Path> files, int[] labels, ImageOptions options) {
        this.classNames = List.copyOf(classNames);
        this.files = List.copyOf(files);
        this.labels = labels;
        this.options = options;
    }

    /**
     * A folder that has a folder of images for each class. Images are decoded when they are asked for. Use
     * {@link #inMemory} to keep them in memory.
     *
     * @param directory the folder; the sorted names of the folders in it are those of the classes. Files in deeper
     *     folders belong to the class too, in the order of the sorted paths; hidden files are left out
     * @param options what the images become
     * @return the images
     * @throws IOException if a folder or file cannot be read
     * @throws NoSuchFileException if there are no classes, or one of them has no images
     * @throws DataFormatException naming a file that is not an image, judged by its first bytes
     */
    public static ImageFolder read(Path directory, ImageOptions options) throws IOException {
        requireDesktop();
        List<Path> folders = classFolders(directory);
        if (folders.isEmpty()) {
            throw new NoSuchFileException(directory.toString(), null, "expected a folder of images for each class");
        }
        List<Path> files = new ArrayList<>();
        List<Integer> labels = new ArrayList<>();
        for (Path folder : folders) {
            List<Path> found = files(folder);
            if (found.isEmpty()) {
                throw new NoSuchFileException(folder.toString(), null, "expected at least one image");
            }
            for (Path file : found) {
                requireImage(file);
                files.add(file);
                labels.add(folders.indexOf(folder));
            }
        }
        return new ImageFolder(
                folders.stream().map(folder -> folder.getFileName().toString()).toList(),
                files,
                labels.stream().mapToInt(Integer::intValue).toArray(),
                options);
    }

    /**
     * Decodes one image.
     *
     * @param file the file
     * @param options what the image becomes
     * @return float32 numbers from 0 to 1, {@code [channels, height, width]}
     * @throws IOException if the file cannot be read
     * @throws DataFormatException if it is not an image, is damaged or truncated, or has too many pixels
     */
    public static NDArray image(Path file, ImageOptions options) throws IOException {
        requireDesktop();
        return new ImageFile(file, options).read();
    }

    private static List<Path> classFolders(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(entry -> isVisible(entry) && Files.isDirectory(entry))
                    .sorted(Comparator.comparing(Path::toString))
                    .toList();
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> entries = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            return entries.filter(Files::isRegularFile)
                    .filter(file -> StreamSupport.stream(folder.relativize(file).spliterator(), false)
                            .allMatch(ImageFolder::isVisible))
                    .sorted(Comparator.comparing(Path::toString))
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static boolean isVisible(Path path) {
        return !path.getFileName().toString().startsWith(".");
    }

    private static void requireImage(Path file) throws IOException {
        try (InputStream in = Reading.open(file)) {
            ImageFormat.require(file, in.readNBytes(ImageFormat.LONGEST));
        }
    }

    private static void requireDesktop() {
        if (ModuleLayer.boot().findModule("java.desktop").isEmpty()) {
            throw new AdjointException("reading images needs the module java.desktop of the JDK, which is not there:"
                    + " require it in module-info.java or start Java with --add-modules java.desktop");
        }
    }

    @Override
    public int size() {
        return labels.length;
    }

    @Override
    public Sample sample(int index) {
        IntArray label = label(index);
        try {
            return new Sample(new ImageFile(files.get(index), options).read(), label);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public IntArray label(int index) {
        Dataset.requireIndex(index, size());
        return IntArray.of(Shape.SCALAR, labels[index]);
    }

    @Override
    public String name(int index) {
        return files.get(index).toString();
    }

    @Override
    public List<String> classNames() {
        return classNames;
    }

    /** The dataset as in {@code 288 samples in 3 classes}. */
    @Override
    public String toString() {
        return Description.of(this);
    }
}
