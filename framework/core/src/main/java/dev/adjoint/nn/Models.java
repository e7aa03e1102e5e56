package dev.adjoint.nn;

import dev.adjoint.ArgumentException;
import dev.adjoint.DTypeException;
import dev.adjoint.DataFormatException;
import dev.adjoint.io.AtomicFile;
import dev.adjoint.io.SafeTensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Models in files: whole ones, architecture and weights, and weights alone for a model that exists.
 *
 * <pre>{@code
 * Models.save(model, Path.of("digits.safetensors"));
 * Layer same = Models.load(Path.of("digits.safetensors"));
 * }</pre>
 *
 * <p>These are the common uses of {@link ModelFormat}, which takes layers of one's own, too.
 */
public final class Models {
    private Models() {}

    /**
     * Saves a model of the catalogue's layers.
     *
     * @param model the model
     * @param file where to; replaced as a whole, see {@link AtomicFile}
     * @throws ArgumentException if a layer is not of the catalogue
     * @throws IOException if writing fails; an existing file is untouched then
     */
    public static void save(Block model, Path file) throws IOException {
        ModelFormat.CATALOGUE.save(model, file, Map.of());
    }

    /**
     * Loads a model of the catalogue's layers in evaluation mode. To train it on, give a generator to its dropout,
     * {@link #load(Path, RandomGenerator)}.
     *
     * @param file a model file
     * @return the model; its outputs are those of the saved one to the bit
     * @throws DataFormatException if the file is damaged, has no architecture of the catalogue's layers, or its weights
     *     do not fit its architecture
     * @throws IOException if it cannot be read
     */
    public static Layer load(Path file) throws IOException {
        return load(file, new SplittableRandom(0));
    }

    /**
     * Loads a model of the catalogue's layers in evaluation mode, to be trained on after {@link Block#train}.
     *
     * @param file a model file
     * @param random where dropout's zeros come from
     * @return the model; its outputs are those of the saved one to the bit
     * @throws DataFormatException if the file is damaged, has no architecture of the catalogue's layers, or its weights
     *     do not fit its architecture
     * @throws IOException if it cannot be read
     */
    public static Layer load(Path file, RandomGenerator random) throws IOException {
        return layer(file.toString(), ModelFormat.CATALOGUE.load(file, random));
    }

    /**
     * The architecture of a model of the catalogue's layers.
     *
     * @param model the model
     * @return types, settings and children as JSON
     * @throws ArgumentException if a layer is not of the catalogue
     */
    public static String toJson(Block model) {
        return ModelFormat.CATALOGUE.toJson(model);
    }

    /**
     * Makes a model of an architecture of the catalogue's layers, with first values. Settings that have a default may
     * be left out.
     *
     * <pre>{@code
     * Layer model = Models.fromJson("""
     *         {"type": "Sequential", "children": {
     *             "flatten": {"type": "Flatten"},
     *             "linear": {"type": "Linear", "settings": {"in_features": 784, "out_features": 10}}}}
     *         """, new SplittableRandom(1));
     * }</pre>
     *
     * @param json what {@link #toJson} gives, or the like written by hand
     * @param random where first values and dropout's zeros come from
     * @return the model, in training mode
     * @throws DataFormatException if the text is no architecture of the catalogue's layers
     */
    public static Layer fromJson(String json, RandomGenerator random) {
        return layer("model JSON", ModelFormat.CATALOGUE.fromJson("model JSON", json, random));
    }

    /**
     * Makes a model of the architecture in a text file, as {@link #fromJson} does.
     *
     * @param file a file of JSON in UTF-8
     * @param random where first values and dropout's zeros come from
     * @return the model, in training mode
     * @throws DataFormatException if the file is no architecture of the catalogue's layers
     * @throws IOException if it cannot be read
     */
    public static Layer readJson(Path file, RandomGenerator random) throws IOException {
        return layer(file.toString(), ModelFormat.CATALOGUE.readJson(file, random));
    }

    /**
     * Loads a model of a known type in evaluation mode: {@code Models.load(path, Sequential.class)}.
     *
     * @param <B> the model's type
     * @param file a model file
     * @param type the model's class
     * @return the model; its outputs are those of the saved one to the bit
     * @throws DataFormatException if the file is damaged, has no architecture of the catalogue's layers, its weights do
     *     not fit its architecture, or the model is of another type
     * @throws IOException if it cannot be read
     */
    public static <B extends Block> B load(Path file, Class<B> type) throws IOException {
        return as(type, file.toString(), ModelFormat.CATALOGUE.load(file, new SplittableRandom(0)));
    }

    private static Layer layer(String source, Block model) {
        return as(Layer.class, source, model);
    }

    private static <B extends Block> B as(Class<B> type, String source, Block model) {
        if (type.isInstance(model)) {
            return type.cast(model);
        }
        throw new DataFormatException(
                source,
                0,
                "expected a model of type " + type.getSimpleName() + ", got a model of type " + model.kind());
    }

    /**
     * Compares the weights of a file with those of a model, by name and shape. Nothing is changed.
     *
     * @param model the model
     * @param file a safetensors file of weights under PyTorch's names, such as {@code features.0.weight}
     * @return what does not fit
     * @throws DataFormatException if the file is damaged
     * @throws IOException if it cannot be read
     */
    public static WeightReport compareWeights(Block model, Path file) throws IOException {
        try (SafeTensors content = SafeTensors.open(file)) {
            return new Weights(model, content).report();
        }
    }

    /**
     * Overwrites all parameters and buffers of a model with the weights of a file. F16, BF16, F32 and F64 are rounded
     * to the parameter's element type; integers must be exact in it. Unless everything fits, nothing is changed.
     *
     * @param model the model
     * @param file a safetensors file of weights under PyTorch's names, such as {@code features.0.weight}
     * @throws ArgumentException naming every weight that is missing, not expected, or of another shape
     * @throws DTypeException if an integer is not exact
     * @throws DataFormatException if the file is damaged
     * @throws IOException if it cannot be read
     */
    public static void loadWeights(Block model, Path file) throws IOException {
        try (SafeTensors content = SafeTensors.open(file)) {
            Weights weights = new Weights(model, content);
            if (!weights.report().fits()) {
                throw new ArgumentException("weights of " + file + " for " + model.kind() + ": " + weights.report());
            }
            weights.load(Set.of());
        }
    }

    /**
     * Overwrites the parameters and buffers that a file has weights of the same shape for, as {@link #loadWeights}
     * does, and leaves the others: for fine-tuning with another head, and for files with more or fewer parts.
     *
     * @param model the model
     * @param file a safetensors file of weights under PyTorch's names, such as {@code features.0.weight}
     * @return which weights are missing, not expected, or of another shape, and so were left
     * @throws DTypeException if an integer is not exact; nothing is changed then
     * @throws DataFormatException if the file is damaged
     * @throws IOException if it cannot be read
     */
    public static WeightReport loadMatchingWeights(Block model, Path file) throws IOException {
        try (SafeTensors content = SafeTensors.open(file)) {
            Weights weights = new Weights(model, content);
            weights.load(Set.of());
            return weights.report();
        }
    }
}
