package dev.adjoint.data;

import dev.adjoint.ArgumentException;
import dev.adjoint.DType;
import dev.adjoint.DataFormatException;
import dev.adjoint.NDArray;
import dev.adjoint.Parameter;
import dev.adjoint.Shape;
import dev.adjoint.ShapeException;
import dev.adjoint.Tensor;
import dev.adjoint.io.SafeTensors;
import dev.adjoint.nn.Block;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.ModelFormat;
import dev.adjoint.nn.Sequential;
import dev.adjoint.nn.Softmax;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * A model that tells classes apart, with the names of the classes and the shape of its samples.
 *
 * <pre>{@code
 * Classifier classifier = Classifier.load(Path.of("shapes.safetensors"));
 * System.out.println(classifier.classify(ImageIO.read(file))); // circle 0.98, square 0.02
 * }</pre>
 *
 * <p>What the model needs of its input, such as a normalisation, is part of the model: a {@code Standardize} layer in
 * front, which {@link Normalize#layer} makes. Its outputs are logits {@code [n, classes]}, or probabilities if its last
 * layer is a {@code Softmax}.
 */
public final class Classifier {
    private static final int GREY = 1;
    private static final int COLOUR = 3;

    private final Layer model;
    private final ModelCard card;

    private Classifier(Layer model, ModelCard card) {
        this.model = model;
        this.card = card;
    }

    /**
     * A classifier of a model in memory, which it uses in evaluation mode.
     *
     * @param model the model
     * @param classes the names of the classes in the order of the outputs, or none: their numbers are their names then
     * @return the classifier, which knows no shape of its samples unless {@link #input} states it
     * @throws ArgumentException if a name comes twice
     */
    public static Classifier of(Layer model, String... classes) {
        return new Classifier(model, new ModelCard(Optional.empty(), Optional.empty(), List.of(classes)));
    }

    /**
     * Loads a classifier, whatever wrote the file: {@link #save}, {@code adjoint train} or {@code Models.save}.
     *
     * @param file a model file
     * @return the classifier, without names and shape if the file has none
     * @throws DataFormatException if the file is damaged, or the model is not of the framework's own layers
     * @throws IOException if it cannot be read
     */
    public static Classifier load(Path file) throws IOException {
        return load(file, ModelFormat.CATALOGUE, new SplittableRandom(0));
    }

    /**
     * Loads a classifier whose model may have layers of one's own.
     *
     * @param file a model file
     * @param format knows the types of the layers
     * @param random where dropout's zeros come from, should the model be trained on
     * @return the classifier, without names and shape if the file has none
     * @throws DataFormatException if the file is damaged, or a layer's type is unknown
     * @throws IOException if it cannot be read
     */
    public static Classifier load(Path file, ModelFormat format, RandomGenerator random) throws IOException {
        Block model = format.load(file, random);
        if (!(model instanceof Layer layer)) {
            throw new DataFormatException(
                    file.toString(), SafeTensors.HEADER_POSITION, "expected a layer, got the block " + model.kind());
        }
        ModelCard card = card(file);
        if (card.normalize().isEmpty()) {
            return new Classifier(layer, card);
        }
        Sequential whole = new Sequential(card.normalize().get().layer(), layer);
        whole.eval();
        return new Classifier(whole, new ModelCard(card.input(), Optional.empty(), card.classes()));
    }

    private static ModelCard card(Path file) throws IOException {
        try (SafeTensors content = SafeTensors.open(file)) {
            String json = content.metadata().get(ModelCard.KEY);
            return json == null
                    ? ModelCard.NONE
                    : ModelCard.parse(
                            json,
                            (at, message) -> new DataFormatException(
                                    file.toString(),
                                    SafeTensors.HEADER_POSITION,
                                    "metadata " + ModelCard.KEY + ", character " + at + ": " + message));
        }
    }

    /**
     * States what a sample looks like, as the model was trained on it. Images are brought to that size.
     *
     * @param sizes the shape of a sample, such as 1, 28, 28 for grey images
     * @return a classifier of the same model
     */
    public Classifier input(int... sizes) {
        return new Classifier(model, new ModelCard(Optional.of(Shape.of(sizes)), Optional.empty(), card.classes()));
    }

    /**
     * Saves the model with the names of the classes and the shape of a sample.
     *
     * @param file where to; replaced as a whole
     * @throws ArgumentException if a layer is not one of the framework's own
     * @throws IOException if writing fails; an existing file is untouched then
     */
    public void save(Path file) throws IOException {
        save(file, ModelFormat.CATALOGUE);
    }

    /**
     * Saves a model that may have layers of one's own.
     *
     * @param file where to; replaced as a whole
     * @param format knows the types of the layers
     * @throws ArgumentException if a layer's type is unknown
     * @throws IOException if writing fails; an existing file is untouched then
     */
    public void save(Path file, ModelFormat format) throws IOException {
        format.save(model, file, Map.of(ModelCard.KEY, card.toJson()));
    }

    /**
     * The model.
     *
     * @return the layer that maps samples {@code [n, ...]} to outputs {@code [n, classes]}
     */
    public Layer model() {
        return model;
    }

    /**
     * The names of the classes.
     *
     * @return the names in the order of the outputs, or nothing if they have none
     */
    public List<String> classes() {
        return card.classes();
    }

    /**
     * The shape of a sample.
     *
     * @return the shape that was stated or stands in the file, or nothing
     */
    public Optional<Shape> input() {
        return card.input();
    }

    /**
     * How images become samples of this model: grey or coloured, and brought to its size. {@link ImageFolder} reads
     * with them what {@link #classify(NDArray)} takes.
     *
     * @return the options
     * @throws ArgumentException if the shape of a sample is not known, or is not that of a grey or coloured image
     */
    public ImageOptions images() {
        Shape shape = card.input()
                .orElseThrow(() -> new ArgumentException(
                        "classifier: expected to know what images the model was trained on, but its file does not say;"
                                + " state it, as in input(1, 28, 28)"));
        if (shape.rank() != 3 || shape.dim(0) != GREY && shape.dim(0) != COLOUR) {
            throw new ArgumentException(
                    "classifier: expected a model for grey or coloured images, got one for samples of shape " + shape);
        }
        return (shape.dim(0) == GREY ? ImageOptions.GREY : ImageOptions.RGB).resize(shape.dim(1), shape.dim(2));
    }

    /**
     * Tells the class of an image, which becomes grey or coloured and is brought to the size that the model needs.
     *
     * @param image an image of any size
     * @return all classes with their probabilities
     * @throws ArgumentException if there is no image, as {@code ImageIO.read} gives null for a file that is none, if
     *     the model is not one for images, or its outputs do not fit the classes
     */
    public Classification classify(BufferedImage image) {
        if (image == null) {
            throw new ArgumentException(
                    "classifier: expected an image, got null; ImageIO.read gives null for a file that is no image");
        }
        return classify(new ImageArray(images()).of(image));
    }

    /**
     * Tells the class of an image in a file. Unlike {@code ImageIO.read} it refuses damaged files.
     *
     * @param image a file: PNG, JPEG, GIF or BMP
     * @return all classes with their probabilities
     * @throws ArgumentException if the model is not one for images, or its outputs do not fit the classes
     * @throws DataFormatException if the file is no image, or damaged
     * @throws IOException if it cannot be read
     */
    public Classification classify(Path image) throws IOException {
        return classify(ImageFolder.image(image, images()));
    }

    /**
     * Tells the class of a sample.
     *
     * @param sample the sample, as a dataset holds it: without a batch axis
     * @return all classes with their probabilities
     * @throws ShapeException if it does not have the stated shape, or the model does not take it
     * @throws ArgumentException if the model's outputs do not fit the classes
     */
    public Classification classify(NDArray sample) {
        if (card.input().isPresent() && !card.input().get().equals(sample.shape())) {
            throw new ShapeException(
                    "classifier: expected a sample of shape " + card.input().get() + ", got " + sample.shape());
        }
        if (model.isTraining()) {
            model.eval();
        }
        int[] batch = IntStream.concat(
                        IntStream.of(1), IntStream.of(sample.shape().dims()))
                .toArray();
        Tensor outputs = model.forward(new Tensor(sample.to(dtype()).reshape(Shape.of(batch))));
        int expected = card.classes().size();
        if (outputs.rank() != 2 || outputs.dim(1) < 2 || expected > 0 && outputs.dim(1) != expected) {
            throw new ArgumentException("classifier: expected outputs of shape [1, "
                    + (expected > 0 ? expected : "classes") + "], one for each class, got shape " + outputs.shape());
        }
        Tensor probabilities = endsInSoftmax(model) ? outputs : outputs.softmax(1);
        return Classification.of(card.classes(), probabilities.value().toDoubleArray());
    }

    private DType dtype() {
        return model.parameters().values().stream()
                .findFirst()
                .map(Parameter::dtype)
                .orElse(DType.FLOAT32);
    }

    private static boolean endsInSoftmax(Layer layer) {
        return layer instanceof Sequential sequential
                ? !sequential.layers().isEmpty()
                        && endsInSoftmax(
                                sequential.layers().get(sequential.layers().size() - 1))
                : layer instanceof Softmax;
    }

    /** The model, and below it the classes and the shape of a sample. */
    @Override
    public String toString() {
        return model + "\nclasses: " + (card.classes().isEmpty() ? "not named" : String.join(", ", card.classes()))
                + "\ninput: " + card.input().map(Shape::toString).orElse("not stated");
    }
}
