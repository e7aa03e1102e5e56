package dev.adjoint.examples.cli;

import dev.adjoint.ArgumentException;
import dev.adjoint.Shape;
import dev.adjoint.data.Classifier;
import dev.adjoint.data.CsvOptions;
import dev.adjoint.data.Dataset;
import dev.adjoint.data.ImageOptions;
import dev.adjoint.data.Split;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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
    private DataFormat format;

    @Option(
            names = "--size",
            order = 3,
            paramLabel = "HxW",
            converter = SizeConverter.class,
            description = "Folders of images: the size to bring them to, such as 28x28; by default that which the model"
                    + " needs, or they stay.")
    private ImageOptions.Size size;

    @Option(
            names = "--grey",
            order = 4,
            description = "Folders of images: read their brightness, not their colours; by default as the model needs.")
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
            description = "CSV: the shape of a sample, such as 1x28x28; by default that which the model needs, or its"
                    + " columns in a row.")
    private Shape shape;

    /** What to learn from, and what to test with, if the data has such a part. */
    record Parts(Dataset training, Optional<Dataset> test) {
        static Parts of(Split split) {
            return new Parts(split.training(), Optional.of(split.heldOut()));
        }

        static Parts of(Dataset all) {
            return new Parts(all, Optional.empty());
        }
    }

    /** Reads the data, as a model needs it where there is one already. */
    Parts read(Optional<Classifier> model) throws IOException {
        DataFormat known = format == null ? DataFormat.of(data) : format;
        Parts parts = known.read(data, this, model);
        Optional<Shape> expected = model.flatMap(Classifier::input);
        if (expected.isPresent() && parts.training().size() > 0) {
            Shape got = parts.training().sample(0).input().shape();
            Check.holds(
                    got.equals(expected.get()),
                    data.toString(),
                    "samples of shape " + expected.get() + ", as the model was trained on; --size, --grey and --shape"
                            + " are taken from the model where they are left out",
                    got);
        }
        if (model.isPresent()) {
            requireClasses(
                    data.toString(), parts.training().classNames(), model.get().classes());
        }
        return parts;
    }

    /** How to read images. */
    ImageOptions images(Optional<Classifier> model) {
        Optional<ImageOptions> wanted =
                model.filter(known -> known.input().isPresent()).map(Classifier::images);
        boolean inGrey =
                grey || size == null && wanted.isPresent() && wanted.get().channels() == ImageOptions.Channels.GREY;
        ImageOptions options = inGrey ? ImageOptions.GREY : ImageOptions.RGB;
        Optional<ImageOptions.Size> side = size == null ? wanted.flatMap(ImageOptions::size) : Optional.of(size);
        return side.map(both -> options.resize(both.height(), both.width())).orElse(options);
    }

    /** How to read tables. */
    CsvOptions tables(Optional<Classifier> model) {
        CsvOptions options = CsvOptions.DEFAULTS
                .header(!noHeader)
                .separator(separator)
                .classNames(model.map(Classifier::classes).orElse(List.of()));
        if (label != null) {
            options = label.matches("-?\\d{1,9}") ? options.label(Integer.parseInt(label)) : options.label(label);
        }
        Shape sample = shape != null ? shape : model.flatMap(Classifier::input).orElse(null);
        return sample == null ? options : options.shape(sample.dims());
    }

    /** Checks that two lists of classes are the same, where both are known. */
    static void requireClasses(String what, List<String> classes, List<String> expected) {
        if (!classes.isEmpty() && !expected.isEmpty() && !classes.equals(expected)) {
            throw new ArgumentException(what + ": expected the classes " + expected + ", got " + classes);
        }
    }
}
