package dev.adjoint.examples.cli;

import dev.adjoint.ArgumentException;
import dev.adjoint.Shape;
import dev.adjoint.data.Cifar;
import dev.adjoint.data.Csv;
import dev.adjoint.data.CsvOptions;
import dev.adjoint.data.Dataset;
import dev.adjoint.data.ImageFolder;
import dev.adjoint.data.ImageOptions;
import dev.adjoint.data.Mnist;
import dev.adjoint.data.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which data to read, and how. */
final class DataOptions {
    @Option(
            names = "--data",
            required = true,
            order = 1,
            paramLabel = "PATH",
            description = "Where the data is: a directory of IDX files (MNIST), of CIFAR's binary files, of a folder of"
                    + " images for each class, or of CSV files, or one CSV file. Folders of images and CSV files may"
                    + " be in two parts, named train and test.")
    private Path data;

    @Option(
            names = "--format",
            order = 2,
            description = "What the data is: ${COMPLETION-CANDIDATES}; by default what it looks like.")
    private Format format;

    @Option(
            names = "--size",
            order = 3,
            paramLabel = "HxW",
            converter = SizeConverter.class,
            description = "Folders of images: the size to bring them to, such as 28x28; by default they stay.")
    private ImageOptions.Size size;

    @Option(names = "--grey", order = 4, description = "Folders of images: read their brightness, not their colours.")
    private boolean grey;

    @Option(
            names = "--label",
            order = 5,
            paramLabel = "COLUMN",
            description = "CSV: the column with the classes, by its name or number from 0; by default the last.")
    private String label;

    @Option(names = "--no-header", order = 6, description = "CSV: the first row is data.")
    private boolean noHeader;

    @Option(names = "--separator", order = 7, paramLabel = "C", description = "CSV: what stands between fields.")
    private char separator = ',';

    @Option(
            names = "--shape",
            order = 8,
            paramLabel = "CxHxW",
            converter = ShapeConverter.class,
            description = "CSV: the shape of a sample, such as 1x28x28; by default its columns in a row.")
    private Shape shape;

    /** The formats of data. */
    enum Format {
        IDX,
        CIFAR10,
        CIFAR100,
        FOLDER,
        CSV
    }

    /** What to learn from, and what to test with, if the data has such a part. */
    record Parts(Dataset training, Optional<Dataset> test) {
        private static Parts of(Split split) {
            return new Parts(split.training(), Optional.of(split.heldOut()));
        }
    }

    /** Reads the data; {@code classNames} number its classes, where they are known already. */
    Parts read(List<String> classNames) throws IOException {
        return switch (format == null ? detect() : format) {
            case IDX -> Parts.of(Mnist.load(data));
            case CIFAR10 -> Parts.of(Cifar.CIFAR_10.load(data));
            case CIFAR100 -> Parts.of(Cifar.CIFAR_100.load(data));
            case FOLDER -> folder();
            case CSV -> csv(classNames);
        };
    }

    private Format detect() throws IOException {
        if (Files.isRegularFile(data)) {
            if (isCsv(data)) {
                return Format.CSV;
            }
            throw new ArgumentException(data + ": expected a directory or a CSV file; --format tells what it is");
        }
        if (!Files.exists(data)) {
            throw new NoSuchFileException(data.toString());
        }
        if (Mnist.isIn(data)) {
            return Format.IDX;
        }
        if (Cifar.CIFAR_10.isIn(data)) {
            return Format.CIFAR10;
        }
        if (Cifar.CIFAR_100.isIn(data)) {
            return Format.CIFAR100;
        }
        return Files.exists(data.resolve("train.csv")) ? Format.CSV : Format.FOLDER;
    }

    private static boolean isCsv(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".csv") || name.endsWith(".tsv");
    }

    private Parts folder() throws IOException {
        ImageOptions options = grey ? ImageOptions.GREY : ImageOptions.RGB;
        if (size != null) {
            options = options.resize(size.height(), size.width());
        }
        Path test = data.resolve("test");
        Path train = data.resolve("train");
        if (!Files.isDirectory(train) || !Files.isDirectory(test)) {
            return new Parts(ImageFolder.read(data, options), Optional.empty());
        }
        Dataset training = ImageFolder.read(train, options);
        Dataset testing = ImageFolder.read(test, options);
        requireClasses(test.toString(), testing.classNames(), training.classNames());
        return new Parts(training, Optional.of(testing));
    }

    private Parts csv(List<String> classNames) throws IOException {
        CsvOptions options =
                CsvOptions.DEFAULTS.header(!noHeader).separator(separator).classNames(classNames);
        if (label != null) {
            options = label.matches("-?\\d{1,9}") ? options.label(Integer.parseInt(label)) : options.label(label);
        }
        if (shape != null) {
            options = options.shape(shape.dims());
        }
        if (Files.isRegularFile(data)) {
            return new Parts(Csv.read(data, options), Optional.empty());
        }
        Dataset training = Csv.read(data.resolve("train.csv"), options);
        Path test = data.resolve("test.csv");
        return new Parts(
                training,
                Files.exists(test)
                        ? Optional.of(Csv.read(test, options.classNames(training.classNames())))
                        : Optional.empty());
    }

    /** Checks that two lists of classes are the same, where both are known. */
    static void requireClasses(String what, List<String> classes, List<String> expected) {
        if (!classes.isEmpty() && !expected.isEmpty() && !classes.equals(expected)) {
            throw new ArgumentException(what + ": expected the classes " + expected + ", got " + classes);
        }
    }
}
