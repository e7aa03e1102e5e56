package dev.adjoint;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Options as a value: each setting is stated once as a {@link Setting}, and setting one gives a changed copy.
 *
 * <pre>{@code
 * public static final class Options extends OptionSet<Options> {
 *     private static final Setting<Double> EPS = Setting.atLeast0("eps", 1e-8);
 *
 *     public Options eps(double eps) {
 *         return with(EPS, eps);
 *     }
 * }
 * }</pre>
 *
 * <p>Two sets of one class are equal if all their settings are.
 *
 * @param <O> the class itself
 */
public abstract class OptionSet<O extends OptionSet<O>> implements Cloneable {
    private Map<Setting<?>, Object> values = Map.of();

    /** Everything at its default. */
    protected OptionSet() {}

    /**
     * The value of a setting.
     *
     * @param <T> the type of its values
     * @param setting which
     * @return what was set last, or the default
     */
    @SuppressWarnings("unchecked")
    public final <T> T get(Setting<T> setting) {
        return (T) values.getOrDefault(setting, setting.byDefault());
    }

    /**
     * Sets a setting.
     *
     * @param <T> the type of its values
     * @param setting which
     * @param value its value
     * @return the changed copy
     * @throws ArgumentException if the setting does not take the value
     */
    @SuppressWarnings("unchecked")
    protected final <T> O with(Setting<T> setting, T value) {
        try {
            O copy = (O) clone();
            copy.put(setting, value);
            return copy;
        } catch (CloneNotSupportedException e) {
            throw new AssertionError(e);
        }
    }

    /**
     * Sets a setting of this object itself, in a constructor, before anybody has seen it.
     *
     * @param <T> the type of its values
     * @param setting which
     * @param value its value
     * @throws ArgumentException if the setting does not take the value
     */
    protected final <T> void put(Setting<T> setting, T value) {
        Map<Setting<?>, Object> changed = new LinkedHashMap<>(values);
        changed.put(setting, setting.checked(value));
        values = Collections.unmodifiableMap(changed);
    }

    /** What is not at its default. */
    private Map<Setting<?>, Object> changes() {
        Map<Setting<?>, Object> changes = new LinkedHashMap<>();
        values.forEach((setting, value) -> {
            if (!value.equals(setting.byDefault())) {
                changes.put(setting, value);
            }
        });
        return changes;
    }

    @Override
    public final boolean equals(Object other) {
        return other instanceof OptionSet<?> set
                && getClass() == set.getClass()
                && changes().equals(set.changes());
    }

    @Override
    public final int hashCode() {
        return changes().hashCode();
    }

    /**
     * The settings that are not at their defaults, as in {@code learning rate 0.1, momentum 0.9}. Of what is no number
     * or choice stands the name alone.
     */
    @Override
    public String toString() {
        return changes().entrySet().stream()
                .map(set -> describe(set.getKey().name(), set.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String describe(String name, Object value) {
        boolean isShort =
                value instanceof Number || value instanceof Boolean || value instanceof Enum || value instanceof Path;
        return isShort ? name + " " + Setting.text(value) : name;
    }
}
