package dev.adjoint.examples.cli;

import dev.adjoint.ArgumentException;
import dev.adjoint.IntArray;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import dev.adjoint.data.Classification;
import dev.adjoint.data.Classifier;
import dev.adjoint.examples.Explanations;
import dev.adjoint.explorer.Page;
import dev.adjoint.explorer.Recording;
import dev.adjoint.io.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes the explorer's page. */
@Command(
        name = "explain",
        description = "Writes a web page that shows how gradients flow: through a model with an image or, without a"
                + " model, through an edge detector and a strided convolution.")
final class ExplainCommand extends Reporting {
    @Parameters(index = "0", arity = "0..1", paramLabel = "MODEL", description = "A model file.")
    private Path model;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "IMAGE",
            description = "An image: PNG, JPEG, GIF or BMP, of any size.")
    private Path image;

    @Option(
            names = {"-o", "--out"},
            order = 1,
            paramLabel = "FILE",
            description = "The page; default ${DEFAULT-VALUE}.",
            defaultValue = "explorer.html")
    private Path out;

    @Option(
            names = "--class",
            order = 3,
            paramLabel = "NAME",
            description = "What the image shows; by default what the model takes it for.")
    private String label;

    @Mixin
    private ImageInput input;

    @Override
    void run() throws Exception {
        AtomicFile.requireWritable(out);
        List<Recording> recordings = new ArrayList<>();
        if (model != null) {
            recordings.add(ofModel());
        }
        recordings.add(Explanations.edgeDetector());
        recordings.add(Explanations.stridedConvolution());
        new Page(recordings).writeTo(out);
        put("page", out.toString());
        put("recordings", recordings.stream().map(Recording::title).toList());
        for (Recording recording : recordings) {
            print("%s: %d entries", recording.title(), recording.size());
        }
        print("open %s in a browser", out.toAbsolutePath().toUri());
    }

    private Recording ofModel() throws IOException {
        if (image == null) {
            throw new ArgumentException("explain: expected an image for the model " + model + ", got none");
        }
        Classifier classifier = input.load(model);
        NDArray sample = input.sample(image, classifier);
        int[] dims = sample.shape().dims();
        Tensor batch = new Tensor(sample.reshape(Shape.of(1, dims[0], dims[1], dims[2])));
        return Explanations.network(
                model.getFileName() + " with " + image.getFileName(),
                classifier.model(),
                batch,
                classOf(classifier, sample),
                null);
    }

    private IntArray classOf(Classifier classifier, NDArray sample) {
        Classification result = classifier.classify(sample);
        List<String> names = classifier.classes().isEmpty()
                ? IntStream.range(0, result.classes().size())
                        .mapToObj(String::valueOf)
                        .toList()
                : classifier.classes();
        int known = names.indexOf(label == null ? result.name() : label);
        if (known < 0) {
            throw new ArgumentException("explain: expected one of the classes " + names + ", got " + label);
        }
        return IntArray.of(known);
    }
}
