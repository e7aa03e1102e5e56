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
import dev.adjoint.io.TensorInfo;
import dev.adjoint.nn.ArchitectureJson.Node;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Stores whole networks: a safetensors file whose metadata holds the architecture under {@value #KEY}, as JSON that
 * names types, settings and children. A type is a name that stands for one class; {@link #CATALOGUE} knows every layer
 * of {@code dev.adjoint.nn}, others are added:
 *
 * <pre>{@code
 * ModelFormat format = ModelFormat.CATALOGUE.with("Scale", Scale.class, spec -> new Scale(spec.number("factor")));
 * format.save(model, file, Map.of());
 * }</pre>
 *
 * <p>A file cannot name a class, only a type that is registered here, so that it stays data. Immutable.
 */
public final class ModelFormat {
    /** The metadata entry that holds the architecture. */
    public static final String KEY = "adjoint.model";

    /** Every layer of {@code dev.adjoint.nn}. */
    public static final ModelFormat CATALOGUE = Catalogue.addTo(new ModelFormat(Map.of()));

    private final Map<String, Type> types;

    private record Type(Class<?> module, boolean container, Factory<?> factory) {}

    /**
     * Makes a module from what a file says of it.
     *
     * @param <M> the module's class
     */
    @FunctionalInterface
    public interface Factory<M extends Block> {
        /**
         * Makes the module. Its parameters get their first values and are then overwritten; before a module takes
         * memory for them, {@link LayerSpec#requireWeight} compares their shapes with the file's.
         *
         * @param spec its settings and children
         * @return the module, with the parameters and buffers that it had when it was saved
         */
        M create(LayerSpec spec);
    }

    private ModelFormat(Map<String, Type> types) {
        this.types = types;
    }

    /**
     * Adds a type of module that makes its own children, if it has any. What {@link Block#settings} gives is stored and
     * must be all that the factory needs.
     *
     * @param <M> the module's class
     * @param name the type's name in files
     * @param module the class itself; subclasses are other types
     * @param factory makes it from its settings
     * @return this format and the new type
     * @throws ArgumentException if the name or the class is taken
     */
    public <M extends Block> ModelFormat with(String name, Class<M> module, Factory<M> factory) {
        return with(name, new Type(module, false, factory));
    }

    /**
     * Adds a type of module that is made from other modules, which are stored with it.
     *
     * @param <M> the module's class
     * @param name the type's name in files
     * @param module the class itself; subclasses are other types
     * @param factory makes it from its settings and children, which must become its children under the same names
     * @return this format and the new type
     * @throws ArgumentException if the name or the class is taken
     */
    public <M extends Block> ModelFormat withContainer(String name, Class<M> module, Factory<M> factory) {
        return with(name, new Type(module, true, factory));
    }

    private ModelFormat with(String name, Type type) {
        Map<String, Type> extended = new LinkedHashMap<>(types);
        if (extended.putIfAbsent(name, type) != null) {
            throw new ArgumentException("model format: the type name '" + name + "' is already taken");
        }
        types.forEach((other, known) -> {
            if (known.module() == type.module()) {
                throw new ArgumentException(
                        "model format: " + type.module().getName() + " is already the type '" + other + "'");
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
        types.forEach((name, type) -> classes.put(name, type.module()));
        return classes;
    }

    /**
     * Saves a model: its architecture, parameters and buffers. Not what training adds: gradients, mode, which
     * parameters are frozen, generators.
     *
     * @param model the model
     * @param file where to; replaced as a whole, see {@link AtomicFile}
     * @param metadata texts to store beside it, such as the names of classes
     * @throws ArgumentException if a module's class is not registered
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
            Block model = build(
                    architecture,
                    content.tensors(),
                    random,
                    (at, message) -> error.apply("metadata " + KEY + ", character " + at + ": " + message));
            Weights weights = new Weights(model, content);
            if (!weights.report().fits()) {
                throw error.apply("the weights do not fit the architecture: " + weights.report());
            }
            weights.load();
            model.eval();
            return model;
        }
    }

    /**
     * The architecture alone.
     *
     * @param model a model
     * @return its types, settings and children as JSON
     * @throws ArgumentException if a module's class is not registered
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
        return build(json, null, random, (at, message) -> new DataFormatException(name, Utf8.bytes(json, at), message));
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

    private Node describe(String path, Block module) {
        for (Map.Entry<String, Type> type : types.entrySet()) {
            if (type.getValue().module() == module.getClass()) {
                Map<String, Node> children = new LinkedHashMap<>();
                if (type.getValue().container()) {
                    module.children()
                            .forEach((name, child) ->
                                    children.put(name, describe(ArchitectureJson.join(path, name), child)));
                }
                return new Node(type.getKey(), module.settings().values(), children, 0);
            }
        }
        throw new ArgumentException(ArchitectureJson.describe(path) + ": "
                + module.getClass().getName() + " is no type of the model format; register it");
    }

    private Block build(String json, Map<String, TensorInfo> weights, RandomGenerator random, TextError error) {
        return new Builder(weights, random, error).build("", ArchitectureJson.read(json, error));
    }

    /** Makes modules from the leaves up. */
    private final class Builder {
        private final Map<String, TensorInfo> weights;
        private final RandomGenerator random;
        private final TextError error;

        Builder(Map<String, TensorInfo> weights, RandomGenerator random, TextError error) {
            this.weights = weights;
            this.random = random;
            this.error = error;
        }

        Block build(String path, Node node) {
            Function<String, DataFormatException> here = message ->
                    error.at(node.at(), ArchitectureJson.describe(path) + " of type " + node.type() + ": " + message);
            Type type = types.get(node.type());
            if (type == null) {
                throw here.apply("unknown type; known are " + types.keySet());
            }
            if (!type.container() && !node.children().isEmpty()) {
                throw here.apply("expected no children, got " + node.children().keySet());
            }
            Map<String, Block> children = new LinkedHashMap<>();
            node.children()
                    .forEach((name, child) -> children.put(name, build(ArchitectureJson.join(path, name), child)));
            LayerSpec spec = new LayerSpec(path, node.settings(), children, weights, random, here);
            Block module;
            try {
                module = type.factory().create(spec);
            } catch (DataFormatException e) {
                throw e;
            } catch (AdjointException e) {
                throw here.apply(e.getMessage());
            }
            spec.requireAllUsed();
            if (module == null || module.getClass() != type.module()) {
                throw here.apply("its factory made " + (module == null ? "nothing" : "the module " + module.kind()));
            }
            if (!module.children().entrySet().containsAll(children.entrySet())) {
                throw here.apply("expected children " + module.children().keySet() + ", got " + children.keySet());
            }
            return module;
        }
    }
}
