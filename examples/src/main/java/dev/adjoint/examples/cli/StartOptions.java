package dev.adjoint.examples.cli;

import dev.adjoint.ArgumentException;
import dev.adjoint.Shape;
import dev.adjoint.SplitMix;
import dev.adjoint.data.Classifier;
import dev.adjoint.data.Dataset;
import dev.adjoint.data.Normalize;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.ModelFormat;
import dev.adjoint.nn.Models;
import dev.adjoint.nn.Sequential;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import picocli.CommandLine.Option;

/** What the training starts with: a network with random weights, or a trained model. */
final class StartOptions {
    private static final String DEFAULT = "small";

    @Option(
            names = {"-m", "--model"},
            order = 10,
            paramLabel = "MODEL",
            description = "A built-in network (mlp, small, best) or an architecture in a .json file; default " + DEFAULT
                    + ".")
    private String model;

    @Option(
            names = "--from",
            order = 10,
            paramLabel = "FILE",
            description = "A model file to start from, instead of random weights.")
    private Path from;

    @Option(
            names = {"-s", "--seed"},
            order = 14,
            paramLabel = "N",
            description = "Where all random numbers come from; default ${DEFAULT-VALUE}.",
            defaultValue = "1")
    private long seed;

    @Option(
            names = "--classes",
            order = 17,
            split = ",",
            paramLabel = "NAME",
            description = "Names of the classes, for data that has none.")
    private List<String> classNames = List.of();

    long seed() {
        return seed;
    }

    /** The name of the network, or the file that the training starts from. */
    String name() {
        return from != null ? from.toString() : model != null ? model : DEFAULT;
    }

    /** The trained model to start from, if there is one. */
    Optional<Classifier> trained() throws IOException {
        if (from == null) {
            return Optional.empty();
        }
        if (model != null) {
            throw new ArgumentException("--from: expected no --model beside it, got " + model);
        }
        return Optional.of(Classifier.load(from, ModelFormat.CATALOGUE, new SplitMix(seed)));
    }

    /** Makes the model to train of what it will see: one that normalises its input itself and knows its classes. */
    Classifier create(Optional<Classifier> trained, Dataset all, Dataset training) throws IOException {
        int classes = classes(all);
        Shape sample = training.sample(0).input().shape();
        if (trained.isEmpty()) {
            Layer whole = new Sequential()
                    .add("normalize", Normalize.fit(training).layer())
                    .add("network", network(sample, classes));
            return Classifier.of(whole, names(all, classes)).input(sample.dims());
        }
        Classifier start = trained.get();
        int outputs = start.classify(training.sample(0).input()).classes().size();
        Check.holds(outputs == classes, "--from", "a model of " + classes + " classes", outputs + " in " + from);
        String[] names = start.classes().isEmpty() || !classNames.isEmpty()
                ? names(all, classes)
                : start.classes().toArray(String[]::new);
        start.model().train();
        return Classifier.of(start.model(), names).input(sample.dims());
    }

    private Layer network(Shape sample, int classes) throws IOException {
        RandomGenerator random = new SplitMix(seed);
        Optional<Network> builtIn = Network.named(name());
        if (builtIn.isPresent()) {
            return builtIn.get().create(sample, classes, random);
        }
        if (!model.endsWith(".json")) {
            throw new ArgumentException(
                    "--model: expected one of " + Network.names() + " or a .json file, got " + model);
        }
        return Models.readJson(Path.of(model), random);
    }

    private static int classes(Dataset samples) {
        int highest = IntStream.range(0, samples.size())
                .map(i -> samples.label(i).at(0))
                .max()
                .orElse(0);
        return Math.max(samples.classNames().size(), highest + 1);
    }

    private String[] names(Dataset samples, int classes) {
        if (!classNames.isEmpty() && classNames.size() != classes) {
            throw new ArgumentException(
                    "--classes: expected " + classes + " names, got " + classNames.size() + ": " + classNames);
        }
        List<String> names = classNames.isEmpty() ? samples.classNames() : classNames;
        return names.isEmpty()
                ? IntStream.range(0, classes).mapToObj(String::valueOf).toArray(String[]::new)
                : names.toArray(String[]::new);
    }
}
