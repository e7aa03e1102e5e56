package dev.adjoint.nn;

import dev.adjoint.AdjointException;
import dev.adjoint.ArgumentException;
import dev.adjoint.DataFormatException;
import dev.adjoint.file.Json;
import dev.adjoint.file.TextError;
import dev.adjoint.file.Utf8;
import dev.adjoint.io.AtomicFile;
import dev.adjoint.io.SafeTensors;
import dev.adjoint.io.SafeTensorsWriter;
import dev.adjoint.nn.ArchitectureJson.Node;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Stores whole networks: a safetensors file whose metadata holds the architecture under {@value #KEY}, as JSON that
 * names types, settings and children. A type is a name that stands for one class; {@link #CATALOGUE} knows every layer
 * of {@code dev.adjoint.nn}, and one of your own is added in one line:
 *
 * <pre>{@code
 * ModelFormat format = ModelFormat.CATALOGUE.with(Scale.class, Scale::new);
 * format.save(model, file, Map.of());
 * }</pre>
 *
 * <p>A file cannot name a class, only a type that is registered here, so that it stays data. Immutable.
 */
public final class ModelFormat {
    /** The metadata entry that holds the architecture. */
    public static final String KEY = "adjoint.model";

    /** Every layer of {@code dev.adjoint.nn}. */
    public static final ModelFormat CATALOGUE = LayerTypes.FORMAT;

    private final Map<String, Type> types;

    private record Type(Class<?> block, Function<LayerSpec, ? extends Block> constructor) {}

    ModelFormat(Map<String, Type> types) {
        this.types = types;
    }

    /**
     * Adds a type of block under the simple name of its class.
     *
     * @param <B> the block's class
     * @param block the class itself; subclasses are other types
     * @param constructor makes it of a spec, see {@link LayerSpec}; a block that holds others takes them from there
     * @return this format and the new type
     * @throws ArgumentException if the name or the class is taken
     */
    public <B extends Block> ModelFormat with(Class<B> block, Function<LayerSpec, B> constructor) {
        return with(block.getSimpleName(), block, constructor);
    }

    /**
     * Adds a type of block.
     *
     * @param <B> the block's class
     * @param name the type's name in files
     * @param block the class itself; subclasses are other types
     * @param constructor makes it of a spec, see {@link LayerSpec}; a block that holds others takes them from there
     * @return this format and the new type
     * @throws ArgumentException if the name or the class is taken
     */
    public <B extends Block> ModelFormat with(String name, Class<B> block, Function<LayerSpec, B> constructor) {
        Map<String, Type> extended = new LinkedHashMap<>(types);
        if (extended.putIfAbsent(name, new Type(block, constructor)) != null) {
            throw new ArgumentException("model format: the type name '" + name + "' is already taken");
        }
        types.forEach((other, known) -> {
            if (known.block() == block) {
                throw new ArgumentException(
                        "model format: " + block.getName() + " is already the type '" + other + "'");
            }
        });
        return new ModelFormat(extended);
    }

    /**
     * The registered types.
     *
     * @return their classes by name
     */
    public Map<String, Class<?>> types() {
        Map<String, Class<?>> classes = new LinkedHashMap<>();
        types.forEach((name, type) -> classes.put(name, type.block()));
        return classes;
    }

    /**
     * Saves a model: its architecture, parameters and buffers. Not what training adds: gradients, mode, which
     * parameters are frozen, generators.
     *
     * @param model the model
     * @param file where to; replaced as a whole, see {@link AtomicFile}
     * @param metadata texts to store beside it, such as the names of classes
     * @throws ArgumentException if a block's class is not registered
     * @throws IOException if writing fails; an existing file is untouched then
     */
    public void save(Block model, Path file, Map<String, String> metadata) throws IOException {
        SafeTensorsWriter writer = new SafeTensorsWriter().metadata(KEY, toJson(model));
        metadata.forEach(writer::metadata);
        model.parameters().forEach((path, parameter) -> writer.add(path, parameter.value()));
        model.buffers().forEach((path, buffer) -> writer.add(path, buffer.value()));
        writer.write(file);
    }

    /**
     * Loads a model in evaluation mode.
     *
     * @param file a model file
     * @param random where dropout's zeros come from, should the model be trained on
     * @return the model; its outputs are those of the saved one to the bit
     * @throws DataFormatException if the file is damaged, has no architecture, names a type that is not registered, or
     *     its weights do not fit its architecture
     * @throws IOException if it cannot be read
     */
    public Block load(Path file, RandomGenerator random) throws IOException {
        try (SafeTensors content = SafeTensors.open(file)) {
            Function<String, DataFormatException> error =
                    message -> new DataFormatException(file.toString(), SafeTensors.HEADER_POSITION, message);
            String architecture = content.metadata().get(KEY);
            if (architecture == null) {
                throw error.apply("expected an architecture in the metadata, under " + KEY
                        + "; a file of weights alone is loaded into a model that exists");
            }
            FileWeights source = new FileWeights(content);
            Block model = build(
                    architecture,
                    source,
                    random,
                    (at, message) -> error.apply("metadata " + KEY + ", character " + at + ": " + message));
            Weights weights = new Weights(model, content);
            if (!weights.report().fits()) {
                throw error.apply("the weights do not fit the architecture: " + weights.report());
            }
            weights.load(source.taken());
            model.eval();
            return model;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /**
     * The architecture alone.
     *
     * @param model a model
     * @return its types, settings and children as JSON
     * @throws ArgumentException if a block's class is not registered
     */
    public String toJson(Block model) {
        return ArchitectureJson.write(describe("", model));
    }

    /**
     * Makes a model of an architecture, with first values.
     *
     * @param name names the text in errors, such as its file
     * @param json what {@link #toJson} gives; settings that have a default may be left out
     * @param random where first values and dropout's zeros come from
     * @return the model, in training mode
     * @throws DataFormatException if the text is no architecture of registered types
     */
    public Block fromJson(String name, String json, RandomGenerator random) {
        return build(
                json,
                WeightSource.FIRST_VALUES,
                random,
                (at, message) -> new DataFormatException(name, Utf8.bytes(json, at), message));
    }

    /**
     * Makes a model of the architecture in a text file, with first values.
     *
     * @param file a file of JSON in UTF-8, see {@link #fromJson}
     * @param random where first values and dropout's zeros come from
     * @return the model, in training mode
     * @throws DataFormatException if the text is no architecture of registered types
     * @throws IOException if it cannot be read
     */
    public Block readJson(Path file, RandomGenerator random) throws IOException {
        return fromJson(file.toString(), Utf8.read(file, Json.MAX_CHARACTERS), random);
    }

    private Node describe(String path, Block block) {
        for (Map.Entry<String, Type> type : types.entrySet()) {
            if (type.getValue().block() == block.getClass()) {
                Map<String, Node> children = new LinkedHashMap<>();
                if (block.spec().isContainer()) {
                    block.children()
                            .forEach((name, child) ->
                                    children.put(name, describe(ArchitectureJson.join(path, name), child)));
                }
                return new Node(type.getKey(), block.settings(), children, 0);
            }
        }
        throw new ArgumentException(ArchitectureJson.describe(path) + ": "
                + (block instanceof FunctionLayer
                        ? "the function " + block.kind() + " has no type that a file could name"
                        : block.getClass().getName() + " is no type of the model format; register it"));
    }

    private Block build(String json, WeightSource weights, RandomGenerator random, TextError error) {
        return build("", ArchitectureJson.read(json, error), weights, random, error);
    }

    /** Makes blocks from the leaves up. */
    private Block build(String path, Node node, WeightSource weights, RandomGenerator random, TextError error) {
        Function<String, DataFormatException> here = message ->
                error.at(node.at(), ArchitectureJson.describe(path) + " of type " + node.type() + ": " + message);
        Type type = types.get(node.type());
        if (type == null) {
            throw here.apply("unknown type; known are " + types.keySet());
        }
        LayerSpec spec = new LayerSpec(path, random, weights, here);
        node.settings().forEach(spec::with);
        node.children()
                .forEach((name, child) ->
                        spec.child(name, build(ArchitectureJson.join(path, name), child, weights, random, error)));
        Block block;
        try {
            block = type.constructor().apply(spec);
        } catch (DataFormatException e) {
            throw e;
        } catch (AdjointException e) {
            throw here.apply(e.getMessage());
        }
        spec.requireAllUsed();
        if (block == null || block.getClass() != type.block()) {
            throw here.apply("its constructor made " + (block == null ? "nothing" : "the block " + block.kind()));
        }
        if (!block.children().entrySet().containsAll(spec.given().entrySet())) {
            throw here.apply("expected children " + block.children().keySet() + ", got "
                    + spec.given().keySet());
        }
        return block;
    }
}
