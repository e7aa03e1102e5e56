package dev.adjoint.nn;

import dev.adjoint.DType;
import dev.adjoint.DataFormatException;
import dev.adjoint.Padding;
import dev.adjoint.file.Json;
import dev.adjoint.io.TensorInfo;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * What a model file says of one module: what a {@link ModelFormat.Factory} makes the module from. Each getter checks
 * the kind of value; a setting that the factory never asks for is an error, so a misspelt or newer one is not ignored.
 */
public final class LayerSpec {
    private final String path;
    private final Map<String, Object> settings;
    private final Map<String, Block> children;
    private final Map<String, TensorInfo> weights;
    private final RandomGenerator random;
    private final Function<String, DataFormatException> error;
    private final Set<String> used = new HashSet<>();

    /** {@code weights} is null where the architecture comes without any. */
    LayerSpec(
            String path,
            Map<String, Object> settings,
            Map<String, Block> children,
            Map<String, TensorInfo> weights,
            RandomGenerator random,
            Function<String, DataFormatException> error) {
        this.path = path;
        this.settings = new LinkedHashMap<>(settings);
        this.children = children;
        this.weights = weights;
        this.random = random;
        this.error = error;
    }

    /**
     * Fills settings that are not stated, so that a default stands in the layer alone.
     *
     * @param settings those of a layer that was made with its defaults
     * @param names which of them have a default
     * @return this
     */
    public LayerSpec defaults(Settings settings, String... names) {
        for (String name : names) {
            this.settings.putIfAbsent(
                    name, Json.value("setting " + name, settings.values().get(name)));
        }
        return this;
    }

    /**
     * Where first values and dropout's zeros come from.
     *
     * @return the generator given to the loader
     */
    public RandomGenerator random() {
        return random;
    }

    /**
     * Whether a setting is stated.
     *
     * @param name its name
     * @return whether it is there
     */
    public boolean has(String name) {
        return settings.containsKey(name);
    }

    /**
     * Whether a setting is stated and has a value.
     *
     * @param name its name
     * @param value a value that it can have
     * @return whether it has that one
     */
    public boolean is(String name, Object value) {
        used.add(name);
        return value.equals(settings.get(name));
    }

    /**
     * A setting that is an integer.
     *
     * @param name its name
     * @return its value
     * @throws DataFormatException if it is missing or no integer of 32 bits
     */
    public int integer(String name) {
        return get(name, "an integer", LayerSpec::toInteger);
    }

    /**
     * A setting that is a number.
     *
     * @param name its name
     * @return its value
     * @throws DataFormatException if it is missing or no number
     */
    public double number(String name) {
        return get(name, "a number", Json::toDouble);
    }

    /**
     * A setting that is true or false.
     *
     * @param name its name
     * @return its value
     * @throws DataFormatException if it is missing or neither
     */
    public boolean flag(String name) {
        return get(name, "true or false", value -> value instanceof Boolean flag ? flag : null);
    }

    /**
     * A setting that is a text.
     *
     * @param name its name
     * @return its value
     * @throws DataFormatException if it is missing or no text
     */
    public String text(String name) {
        return get(name, "a text", value -> value instanceof String text ? text : null);
    }

    /**
     * A setting that is a list of integers; a single one stands for a list of one.
     *
     * @param name its name
     * @return its values
     * @throws DataFormatException if it is missing or no such list
     */
    public int[] integers(String name) {
        return get(name, "a list of integers", LayerSpec::toIntegers);
    }

    /**
     * A setting that is a list of numbers; a single one stands for a list of one.
     *
     * @param name its name
     * @return its values
     * @throws DataFormatException if it is missing or no such list
     */
    public double[] numbers(String name) {
        return get(name, "a list of numbers", value -> {
            List<Double> numbers = list(value, Json::toDouble);
            return numbers == null
                    ? null
                    : numbers.stream().mapToDouble(Double::doubleValue).toArray();
        });
    }

    /**
     * A setting that is a padding: {@code "same"} or {@code "same_lower"}, amounts for each axis, or two lists of them,
     * before and after.
     *
     * @param name its name
     * @return its value
     * @throws DataFormatException if it is missing or no padding
     */
    public Padding padding(String name) {
        return get(name, "\"same\", \"same_lower\", a list of amounts or two such lists", value -> {
            if (value instanceof String) {
                return value.equals("same") ? Padding.SAME : value.equals("same_lower") ? Padding.SAME_LOWER : null;
            }
            if (value instanceof List<?> sides && sides.size() == 2 && sides.get(0) instanceof List) {
                int[] before = toIntegers(sides.get(0));
                int[] after = toIntegers(sides.get(1));
                return before == null || after == null ? null : Padding.sides(before, after);
            }
            int[] amounts = toIntegers(value);
            return amounts == null ? null : Padding.of(amounts);
        });
    }

    /**
     * The element type, which a module states unless it is float32.
     *
     * @return float32 or float64
     * @throws DataFormatException if it is another
     */
    public DType dtype() {
        return has("dtype") ? choice("dtype", DType.class) : DType.FLOAT32;
    }

    /**
     * A setting that is one of the constants of an enum, in small letters.
     *
     * @param <E> the enum
     * @param name the setting's name
     * @param type the enum's class
     * @return its value
     * @throws DataFormatException if it is missing or none of them
     */
    public <E extends Enum<E>> E choice(String name, Class<E> type) {
        E[] constants = type.getEnumConstants();
        List<String> names = Arrays.stream(constants)
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .toList();
        return get(name, "one of " + names, value -> {
            int i = names.indexOf(value);
            return i < 0 ? null : constants[i];
        });
    }

    /**
     * Applies a setting to options, if it is stated; otherwise they keep their default.
     *
     * @param <O> the options' type
     * @param <V> the setting's type
     * @param name its name
     * @param getter which reads it, such as {@code LayerSpec::integers}
     * @param options the options
     * @param apply which sets it
     * @return the options, changed or not
     */
    public <O, V> O optional(
            String name, BiFunction<LayerSpec, String, V> getter, O options, BiFunction<O, V, O> apply) {
        return has(name) ? apply.apply(options, getter.apply(this, name)) : options;
    }

    /**
     * The modules that a container holds, made before it.
     *
     * @return a read-only map by name, in their order
     */
    public Map<String, Block> children() {
        return Collections.unmodifiableMap(children);
    }

    /**
     * A child that is a layer.
     *
     * @param name its name
     * @return the layer
     * @throws DataFormatException if there is none or it is no layer
     */
    public Layer layer(String name) {
        if (children.get(name) instanceof Layer layer) {
            return layer;
        }
        throw error("expected a layer as child '" + name + "', got "
                + (children.containsKey(name) ? children.get(name).kind() : "none"));
    }

    /**
     * Requires the file's weights to hold one of this module with a shape, before the module takes memory for it: a
     * lying architecture could ask for any amount. Does nothing where an architecture comes without weights.
     *
     * @param name the parameter's or buffer's name in the module
     * @param sizes its shape
     * @throws DataFormatException if it is missing or of another shape
     */
    public void requireWeight(String name, int... sizes) {
        if (weights == null) {
            return;
        }
        TensorInfo info = weights.get(path.isEmpty() ? name : path + "." + name);
        List<Long> expected = IntStream.of(sizes).asLongStream().boxed().toList();
        if (info == null || !info.sizes().equals(expected)) {
            throw error("its " + name + " has shape " + expected + ", but the file holds "
                    + (info == null ? "none" : info.toString()));
        }
    }

    /**
     * An error that names the file and the module.
     *
     * @param message what was expected and what came
     * @return the error, to be thrown
     */
    public DataFormatException error(String message) {
        return error.apply(message);
    }

    void requireAllUsed() {
        List<String> left =
                settings.keySet().stream().filter(name -> !used.contains(name)).toList();
        if (!left.isEmpty()) {
            throw error("unknown settings " + left);
        }
    }

    private <V> V get(String name, String kind, Function<Object, V> convert) {
        used.add(name);
        Object value = settings.get(name);
        V converted = value == null ? null : convert.apply(value);
        if (converted == null) {
            throw error("setting " + name + ": expected " + kind + ", got "
                    + (value == null
                            ? "none among " + settings.keySet()
                            : value instanceof String ? '"' + value.toString() + '"' : value));
        }
        return converted;
    }

    private static Integer toInteger(Object value) {
        Long number = Json.toLong(value);
        return number == null || number != number.intValue() ? null : Integer.valueOf(number.intValue());
    }

    private static int[] toIntegers(Object value) {
        List<Integer> numbers = list(value, LayerSpec::toInteger);
        return numbers == null
                ? null
                : numbers.stream().mapToInt(Integer::intValue).toArray();
    }

    /** A list, or a single element, converted; null if an element cannot be. */
    private static <V> List<V> list(Object value, Function<Object, V> convert) {
        return Json.toList(value instanceof List<?> ? value : List.of(value), convert);
    }
}
