package dev.adjoint.nn;

import dev.adjoint.AdjointException;
import dev.adjoint.ArgumentException;
import dev.adjoint.DType;
import dev.adjoint.DataFormatException;
import dev.adjoint.NDArray;
import dev.adjoint.Padding;
import dev.adjoint.Shape;
import dev.adjoint.file.Json;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * What a layer is made of: its settings, the layers in it, and where its weights come from. A layer has one constructor
 * that takes a spec, and says there once what it needs. Whether the spec is that of a Java program, of JSON or of a
 * model file, it does not see:
 *
 * <pre>{@code
 * final class Scale extends Layer {
 *     private final Parameter factor;
 *     private final double power;
 *
 *     Scale(int channels, double power) {
 *         this(LayerSpec.of().with("channels", channels).with("power", power));
 *     }
 *
 *     Scale(LayerSpec spec) {
 *         super(spec);
 *         factor = parameter("factor", Init.ONES, spec.positive("channels"));
 *         power = spec.number("power", 1);
 *     }
 *
 *     protected Tensor compute(Tensor x) {
 *         return x.mul(factor).pow(power);
 *     }
 * }
 * }</pre>
 *
 * <p>What the constructor asks for is what is saved and what the layer's text shows, in the order in which it asks. A
 * setting has its default there and nowhere else. In a file, a setting that the constructor never asks for is an error,
 * so that a misspelt or newer one is not ignored.
 *
 * <p>A value is a number, a boolean, a text or a list; constants of enums are texts in small letters. A spec makes one
 * layer.
 */
public final class LayerSpec {
    private final String path;
    private final RandomGenerator random;
    private final WeightSource weights;
    private final Function<String, ? extends AdjointException> error;
    private final Map<String, Object> stated = new LinkedHashMap<>();
    private final Map<String, Block> children = new LinkedHashMap<>();
    private final StatedSettings settings = new StatedSettings();
    private final Set<String> used = new HashSet<>();
    private boolean container;
    private boolean brief;

    LayerSpec(
            String path,
            RandomGenerator random,
            WeightSource weights,
            Function<String, ? extends AdjointException> error) {
        this.path = path;
        this.random = random;
        this.weights = weights;
        this.error = error;
    }

    /**
     * The spec of a layer that draws no random numbers.
     *
     * @return a spec without settings
     */
    public static LayerSpec of() {
        return of(null);
    }

    /**
     * The spec of a layer whose first values are drawn.
     *
     * @param random where first values, and the zeros of a dropout, come from
     * @return a spec without settings
     */
    public static LayerSpec of(RandomGenerator random) {
        return new LayerSpec("", random, WeightSource.FIRST_VALUES, ArgumentException::new);
    }

    /**
     * The spec of a part that the layer makes itself. Its weights come from where the layer's come from.
     *
     * @param name the part's name in the layer, which must become its child under that name
     * @return a spec without settings
     */
    public LayerSpec part(String name) {
        return new LayerSpec(join(name), random, weights, error);
    }

    /**
     * States a setting.
     *
     * @param name its name, by PyTorch's names where it has one: {@code kernel_size}
     * @param value a number, boolean, text, list, array of numbers, constant of an enum, or padding
     * @return this
     * @throws ArgumentException if the value is none of these
     */
    public LayerSpec with(String name, Object value) {
        stated.put(name, SettingValues.toJson(name, value));
        return this;
    }

    /**
     * States a layer that a container holds.
     *
     * @param name its name
     * @param layer the layer
     * @return this
     */
    public LayerSpec child(String name, Block layer) {
        children.put(name, layer);
        return this;
    }

    /**
     * Where first values and dropout's zeros come from.
     *
     * @return the generator given to the layer's constructor or to the loader, or null if none was
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
        return stated.containsKey(name);
    }

    /**
     * Whether a setting is stated and is a text. If it is, it counts as asked for.
     *
     * @param name its name
     * @param text what it may be
     * @return whether it is that
     */
    public boolean is(String name, String text) {
        return text.equals(stated.get(name)) && text(name, null).equals(text);
    }

    /**
     * Makes the setting that is asked for next one that is neither saved nor shown where it has its default.
     *
     * @return this
     */
    public LayerSpec brief() {
        brief = true;
        return this;
    }

    /**
     * A setting that is an integer.
     *
     * @param name its name
     * @return its value
     * @throws DataFormatException if it is missing in a file or no integer of 32 bits
     */
    public int integer(String name) {
        return read(name, "an integer", SettingValues::toInteger, null);
    }

    /**
     * A setting that is an integer.
     *
     * @param name its name
     * @param otherwise its default
     * @return its value
     * @throws DataFormatException if it is no integer of 32 bits in a file
     */
    public int integer(String name, int otherwise) {
        return read(name, "an integer", SettingValues::toInteger, otherwise);
    }

    /**
     * A setting that counts something.
     *
     * @param name its name
     * @return its value, at least 1
     * @throws DataFormatException if it is missing in a file or no integer of 32 bits
     * @throws ArgumentException if it is below 1
     */
    public int positive(String name) {
        return Layouts.positive(SettingValues.inWords(name), integer(name));
    }

    /**
     * A setting that is a number.
     *
     * @param name its name
     * @return its value
     * @throws DataFormatException if it is missing in a file or no number
     */
    public double number(String name) {
        return read(name, "a number", Json::toDouble, null);
    }

    /**
     * A setting that is a number.
     *
     * @param name its name
     * @param otherwise its default
     * @return its value
     * @throws DataFormatException if it is no number in a file
     */
    public double number(String name, double otherwise) {
        return read(name, "a number", Json::toDouble, otherwise);
    }

    /**
     * A setting that is true or false.
     *
     * @param name its name
     * @param otherwise its default
     * @return its value
     * @throws DataFormatException if it is neither in a file
     */
    public boolean flag(String name, boolean otherwise) {
        return read(name, "true or false", value -> value instanceof Boolean flag ? flag : null, otherwise);
    }

    /**
     * A setting that is a text.
     *
     * @param name its name
     * @param otherwise its default, or null if it has none
     * @return its value
     * @throws DataFormatException if it is missing in a file or no text
     */
    public String text(String name, String otherwise) {
        return read(name, "a text", value -> value instanceof String text ? text : null, otherwise);
    }

    /**
     * A setting that is a list of integers; a single one stands for a list of one.
     *
     * @param name its name
     * @return its values
     * @throws DataFormatException if it is missing in a file or no such list
     */
    public int[] integers(String name) {
        return SettingValues.ints(read(name, "a list of integers", SettingValues::toIntegers, null));
    }

    /**
     * A setting that is an integer for each axis; a single one stands for all.
     *
     * @param name its name
     * @param axes the number of axes, or 0 to take as many integers as are stated
     * @return as many integers as there are axes
     * @throws DataFormatException if it is missing in a file or no list of integers
     * @throws ArgumentException if there are neither one nor as many as axes
     */
    public int[] perAxis(String name, int axes) {
        return SettingValues.ints(perAxis(name, axes, (List<Integer>) null));
    }

    /**
     * A setting that is an integer for each axis; a single one stands for all.
     *
     * @param name its name
     * @param axes the number of axes
     * @param otherwise its default
     * @return as many integers as there are axes
     * @throws DataFormatException if it is no list of integers in a file
     * @throws ArgumentException if there are neither one nor as many as axes
     */
    public int[] perAxis(String name, int axes, int... otherwise) {
        return SettingValues.ints(perAxis(name, axes, SettingValues.list(otherwise)));
    }

    List<Integer> perAxis(String name, int axes, List<Integer> otherwise) {
        String words = SettingValues.inWords(name);
        return read(
                name,
                "a list of integers",
                value -> {
                    List<Integer> sizes = SettingValues.toIntegers(value);
                    return sizes == null ? null : Layouts.perAxis(words, sizes, axes);
                },
                otherwise == null ? null : Layouts.perAxis(words, otherwise, axes));
    }

    /**
     * A setting that is a list of numbers; a single one stands for a list of one.
     *
     * @param name its name
     * @return its values
     * @throws DataFormatException if it is missing in a file or no such list
     */
    public double[] numbers(String name) {
        return read(name, "a list of numbers", SettingValues::toNumbers, null).stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
    }

    /**
     * A setting that is a padding: {@code "same"} or {@code "same_lower"}, amounts for each axis, or two lists of them,
     * before and after.
     *
     * @param name its name
     * @param axes the number of axes
     * @param otherwise its default
     * @return its value
     * @throws DataFormatException if it is no padding in a file
     * @throws ArgumentException if there are neither one amount nor as many as axes
     */
    public Padding padding(String name, int axes, Padding otherwise) {
        return read(
                name,
                "\"same\", \"same_lower\", a list of amounts or two such lists",
                value -> {
                    Padding padding = SettingValues.toPadding(value);
                    return padding == null ? null : Layouts.perAxis(padding, axes);
                },
                Layouts.perAxis(otherwise, axes));
    }

    /**
     * The element type of the layer's parameters, the setting {@code dtype}.
     *
     * @return float32 unless another is stated
     * @throws DataFormatException if there is no such type
     */
    public DType dtype() {
        return brief().choice("dtype", DType.FLOAT32);
    }

    /**
     * A setting that is one of the constants of an enum, in small letters.
     *
     * @param <E> the enum
     * @param name its name
     * @param otherwise its default
     * @return its value
     * @throws DataFormatException if it is none of them in a file
     */
    public <E extends Enum<E>> E choice(String name, E otherwise) {
        return choice(name, otherwise.getDeclaringClass(), otherwise);
    }

    /**
     * A setting that is one of the constants of an enum, in small letters.
     *
     * @param <E> the enum
     * @param name its name
     * @param type the enum's class
     * @return its value
     * @throws DataFormatException if it is missing in a file or none of them
     */
    public <E extends Enum<E>> E choice(String name, Class<E> type) {
        return choice(name, type, null);
    }

    private <E extends Enum<E>> E choice(String name, Class<E> type, E otherwise) {
        E[] constants = type.getEnumConstants();
        List<String> names = Arrays.stream(constants)
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .toList();
        return read(
                name,
                "one of " + names,
                value -> {
                    int i = names.indexOf(value);
                    return i < 0 ? null : constants[i];
                },
                otherwise);
    }

    /**
     * The layers that a container holds.
     *
     * @return a read-only map by name, in their order
     */
    public Map<String, Block> children() {
        container = true;
        return Collections.unmodifiableMap(children);
    }

    /**
     * A layer that a container holds.
     *
     * @param name its name
     * @return the layer
     * @throws DataFormatException if there is none in a file or it is no layer
     */
    public Layer layer(String name) {
        if (children().get(name) instanceof Layer layer) {
            return layer;
        }
        throw error("expected a layer as child '" + name + "', got "
                + (children.containsKey(name) ? children.get(name).kind() : "none"));
    }

    /**
     * An error of the layer's settings, to be thrown.
     *
     * @param message what was expected and what came
     * @return an error that names the file and the layer, if there is a file
     */
    public AdjointException error(String message) {
        return error.apply(message);
    }

    /** The value of a parameter or buffer, owned by the caller. */
    NDArray weight(String name, Init.FirstValue first, DType dtype, Shape shape) {
        return weights.take(join(name), first, dtype, shape, random);
    }

    /** The layers that it holds, whether it asks for them or not. */
    Map<String, Block> given() {
        return children;
    }

    /** Whether the layer asked for layers that it holds, which are stored with it. */
    boolean isContainer() {
        return container;
    }

    StatedSettings settings() {
        return settings;
    }

    void requireAllUsed() {
        List<String> left =
                stated.keySet().stream().filter(name -> !used.contains(name)).toList();
        if (!left.isEmpty()) {
            throw error("unknown settings " + left);
        }
        if (!container && !children.isEmpty()) {
            throw error("expected no children, got " + children.keySet());
        }
    }

    private String join(String name) {
        return ArchitectureJson.join(path, name);
    }

    /** A setting, converted; {@code otherwise} is null where it must be stated. */
    private <V> V read(String name, String kind, Function<Object, V> convert, V otherwise) {
        boolean saidOnlyIfOther = brief;
        brief = false;
        used.add(name);
        Object given = stated.get(name);
        V value = given == null ? otherwise : convert.apply(given);
        if (value == null) {
            throw error("setting " + name + ": expected " + kind + ", got "
                    + (given == null
                            ? "none among " + stated.keySet()
                            : given instanceof String ? '"' + given.toString() + '"' : given));
        }
        Object saved = SettingValues.toJson(name, value);
        Object usual = otherwise == null ? null : SettingValues.toJson(name, otherwise);
        if (!saidOnlyIfOther || !saved.equals(usual)) {
            settings.add(name, saved, usual);
        }
        return value;
    }
}
