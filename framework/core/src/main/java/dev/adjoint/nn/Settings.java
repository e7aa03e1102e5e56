package dev.adjoint.nn;

import dev.adjoint.DType;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a layer was made with, by PyTorch's names ({@code in_channels}, {@code kernel_size}): what its text shows and
 * what a model file stores. Values are numbers, booleans, strings and lists of them. Immutable.
 */
public final class Settings {
    /** No settings. */
    public static final Settings NONE = new Settings(Map.of());

    private final Map<String, Object> values;

    private Settings(Map<String, Object> values) {
        this.values = values;
    }

    /**
     * Adds a setting.
     *
     * @param name its name
     * @param value a number, boolean, string or list
     * @return these settings and the new one
     */
    public Settings with(String name, Object value) {
        Map<String, Object> extended = new LinkedHashMap<>(values);
        extended.put(name, value);
        return new Settings(Collections.unmodifiableMap(extended));
    }

    /**
     * Adds a list of integers.
     *
     * @param name the setting's name
     * @param numbers the integers
     * @return these settings and the new one
     */
    public Settings with(String name, int... numbers) {
        return with(name, Arrays.stream(numbers).boxed().toList());
    }

    /**
     * Adds a list of numbers.
     *
     * @param name the setting's name
     * @param numbers the numbers
     * @return these settings and the new one
     */
    public Settings with(String name, double... numbers) {
        return with(name, Arrays.stream(numbers).boxed().toList());
    }

    /**
     * Adds the element type unless it is float32, the default.
     *
     * @param dtype the element type of the parameters
     * @return these settings, with {@code dtype} where it says something
     */
    public Settings withDType(DType dtype) {
        return dtype == DType.FLOAT32 ? this : with("dtype", dtype.toString());
    }

    /**
     * The settings by name.
     *
     * @return a read-only map in the order in which they were added
     */
    public Map<String, Object> values() {
        return values;
    }

    /** The settings as in {@code in_channels=1, kernel_size=[5, 5]}. */
    @Override
    public String toString() {
        return values.entrySet().stream()
                .map(setting -> setting.getKey() + "=" + setting.getValue())
                .collect(Collectors.joining(", "));
    }
}
