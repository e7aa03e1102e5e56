package dev.adjoint;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.function.Predicate;

/**
 * One setting of an {@link OptionSet}: its name, its default and the values that it takes, stated once.
 *
 * <pre>{@code
 * private static final Setting<Double> BETA1 = Setting.fraction("beta1", 0.9);
 * }</pre>
 *
 * @param <T> the type of its values
 */
public final class Setting<T> {
    private static final MathContext FOUR_DIGITS = new MathContext(4);

    private final String name;
    private final T byDefault;
    private final String expected;
    private final Predicate<T> legal;

    private Setting(String name, T byDefault, String expected, Predicate<T> legal) {
        this.name = name;
        this.byDefault = byDefault;
        this.expected = expected;
        this.legal = legal;
    }

    /**
     * A setting that takes any value but null.
     *
     * @param <T> the type of its values
     * @param name its name in texts and errors
     * @param byDefault its value where none is set
     * @return the setting
     */
    public static <T> Setting<T> of(String name, T byDefault) {
        return new Setting<>(name, byDefault, "a value", value -> true);
    }

    /**
     * A number that is finite and not negative.
     *
     * @param name its name in texts and errors
     * @param byDefault its value where none is set
     * @return the setting
     */
    public static Setting<Double> atLeast0(String name, double byDefault) {
        return new Setting<>(
                name, byDefault, "a finite number, 0 or more", x -> x >= 0 && x < Double.POSITIVE_INFINITY);
    }

    /**
     * A number that is finite and greater than 0.
     *
     * @param name its name in texts and errors
     * @param byDefault its value where none is set
     * @return the setting
     */
    public static Setting<Double> positive(String name, double byDefault) {
        return new Setting<>(
                name, byDefault, "a finite number greater than 0", x -> x > 0 && x < Double.POSITIVE_INFINITY);
    }

    /**
     * A number that is at least 0 and less than 1.
     *
     * @param name its name in texts and errors
     * @param byDefault its value where none is set
     * @return the setting
     */
    public static Setting<Double> fraction(String name, double byDefault) {
        return new Setting<>(name, byDefault, "at least 0 and less than 1", x -> x >= 0 && x < 1);
    }

    /**
     * A number from 0 to 1.
     *
     * @param name its name in texts and errors
     * @param byDefault its value where none is set
     * @return the setting
     */
    public static Setting<Double> part(String name, double byDefault) {
        return new Setting<>(name, byDefault, "from 0 to 1", x -> x >= 0 && x <= 1);
    }

    /**
     * An integer that is not too small.
     *
     * @param name its name in texts and errors
     * @param least the least value
     * @param byDefault its value where none is set
     * @return the setting
     */
    public static Setting<Integer> atLeast(String name, int least, int byDefault) {
        return new Setting<>(name, byDefault, least + " or more", n -> n >= least);
    }

    /**
     * A choice between yes and no, no by default.
     *
     * @param name its name in texts and errors
     * @return the setting
     */
    public static Setting<Boolean> flag(String name) {
        return of(name, false);
    }

    /** A number for each axis, or one for all, none of them below the least. */
    static Setting<List<Integer>> sizes(String name, int least, Integer... byDefault) {
        return new Setting<>(
                name,
                List.of(byDefault),
                "at least " + least,
                sizes -> sizes.stream().allMatch(n -> n >= least));
    }

    /**
     * A value as a person reads it.
     *
     * @param value anything
     * @return a number by its four leading digits, as in 0.001, 2.5E-7 and 12; anything else as it prints itself
     */
    public static String text(Object value) {
        if (!(value instanceof Double number) || !Double.isFinite(number)) {
            return String.valueOf(value);
        }
        BigDecimal rounded = new BigDecimal(number).round(FOUR_DIGITS).stripTrailingZeros();
        int exponent = rounded.precision() - rounded.scale() - 1;
        return rounded.signum() == 0 || exponent >= -5 && exponent < 7 ? rounded.toPlainString() : rounded.toString();
    }

    String name() {
        return name;
    }

    T byDefault() {
        return byDefault;
    }

    /** The value, if it is legal. */
    T checked(T value) {
        if (value == null || !legal.test(value)) {
            throw new ArgumentException(name + ": expected " + expected + ", got " + value);
        }
        return value;
    }

    @Override
    public String toString() {
        return name + ", by default " + byDefault;
    }
}
