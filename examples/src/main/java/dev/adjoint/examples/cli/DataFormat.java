package dev.adjoint.examples.cli;

import dev.adjoint.ArgumentException;
import dev.adjoint.data.Cifar;
import dev.adjoint.data.Classifier;
import dev.adjoint.data.Csv;
import dev.adjoint.data.CsvOptions;
import dev.adjoint.data.Dataset;
import dev.adjoint.data.ImageFolder;
import dev.adjoint.data.ImageOptions;
import dev.adjoint.data.Mnist;
import dev.adjoint.examples.cli.DataOptions.Parts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** The formats of data, in the order in which they are tried. A further one is a constant here. */
enum DataFormat {
    IDX {
        @Override
        boolean isIn(Path data) throws IOException {
            return Files.isDirectory(data) && Mnist.isIn(data);
        }

        @Override
        Parts read(Path data, DataOptions options, Optional<Classifier> model) throws IOException {
            return Parts.of(Mnist.load(data));
        }
    },
    CIFAR10 {
        @Override
        boolean isIn(Path data) {
            return Cifar.CIFAR_10.isIn(data);
        }

        @Override
        Parts read(Path data, DataOptions options, Optional<Classifier> model) throws IOException {
            return Parts.of(Cifar.CIFAR_10.load(data));
        }
    },
    CIFAR100 {
        @Override
        boolean isIn(Path data) {
            return Cifar.CIFAR_100.isIn(data);
        }

        @Override
        Parts read(Path data, DataOptions options, Optional<Classifier> model) throws IOException {
            return Parts.of(Cifar.CIFAR_100.load(data));
        }
    },
    CSV {
        @Override
        boolean isIn(Path data) {
            String name = String.valueOf(data.getFileName()).toLowerCase(Locale.ROOT);
            return Files.isRegularFile(data) && (name.endsWith(".csv") || name.endsWith(".tsv"))
                    || Files.exists(data.resolve("train.csv"));
        }

        @Override
        Parts read(Path data, DataOptions options, Optional<Classifier> model) throws IOException {
            CsvOptions table = options.tables(model);
            if (!Files.isDirectory(data)) {
                return Parts.of(Csv.read(data, table));
            }
            Dataset training = Csv.read(data.resolve("train.csv"), table);
            Path test = data.resolve("test.csv");
            return Files.exists(test)
                    ? new Parts(training, Optional.of(Csv.read(test, table.classNames(training.classNames()))))
                    : Parts.of(training);
        }
    },
    FOLDER {
        @Override
        boolean isIn(Path data) {
            return Files.isDirectory(data);
        }

        @Override
        Parts read(Path data, DataOptions options, Optional<Classifier> model) throws IOException {
            ImageOptions images = options.images(model);
            Path train = data.resolve("train");
            Path test = data.resolve("test");
            if (!Files.isDirectory(train) || !Files.isDirectory(test)) {
                return Parts.of(new SameSize(ImageFolder.read(data, images)));
            }
            Dataset training = new SameSize(ImageFolder.read(train, images));
            Dataset testing = new SameSize(ImageFolder.read(test, images));
            DataOptions.requireClasses(test.toString(), testing.classNames(), training.classNames());
            return new Parts(training, Optional.of(testing));
        }
    };

    /** Whether a path looks like data of this format. */
    abstract boolean isIn(Path data) throws IOException;

    /** Reads the data, with the settings of its format. */
    abstract Parts read(Path data, DataOptions options, Optional<Classifier> model) throws IOException;

    /** The format that a path looks like. */
    static DataFormat of(Path data) throws IOException {
        if (!Files.exists(data)) {
            throw new NoSuchFileException(data.toString());
        }
        for (DataFormat format : values()) {
            if (format.isIn(data)) {
                return format;
            }
        }
        throw new ArgumentException(data + ": expected a directory or a CSV file; --format tells what it is");
    }
}
