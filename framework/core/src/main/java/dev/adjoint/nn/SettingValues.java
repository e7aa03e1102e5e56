package dev.adjoint.nn;

import dev.adjoint.Padding;
import dev.adjoint.file.Json;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** The values of settings, as JSON has them and as layers do. */
final class SettingValues {
    private SettingValues() {}

    /** The value that stands in a file for one that a layer is given. */
    static Object toJson(String name, Object value) {
        if (value instanceof Enum<?> constant) {
            return constant.name().toLowerCase(Locale.ROOT);
        }
        if (value instanceof int[] numbers) {
            return toJson(name, list(numbers));
        }
        if (value instanceof double[] numbers) {
            return toJson(name, Arrays.stream(numbers).boxed().toList());
        }
        if (value instanceof Padding padding) {
            return toJson(name, padding(padding));
        }
        return Json.value("setting " + name, value);
    }

    /** One amount an axis, or two lists (before, after), or the name of a rule. */
    private static Object padding(Padding padding) {
        if (padding.rule() != Padding.Rule.EXPLICIT) {
            return padding.rule();
        }
        return padding.before().equals(padding.after()) ? padding.before() : List.of(padding.before(), padding.after());
    }

    static Integer toInteger(Object value) {
        Long number = Json.toLong(value);
        return number == null || number != number.intValue() ? null : Integer.valueOf(number.intValue());
    }

    static List<Integer> toIntegers(Object value) {
        return list(value, SettingValues::toInteger);
    }

    static List<Double> toNumbers(Object value) {
        return list(value, Json::toDouble);
    }

    static Padding toPadding(Object value) {
        if (value instanceof String) {
            return value.equals("same") ? Padding.SAME : value.equals("same_lower") ? Padding.SAME_LOWER : null;
        }
        if (value instanceof List<?> sides && sides.size() == 2 && sides.get(0) instanceof List) {
            List<Integer> before = toIntegers(sides.get(0));
            List<Integer> after = toIntegers(sides.get(1));
            return before == null || after == null ? null : new Padding(Padding.Rule.EXPLICIT, before, after);
        }
        List<Integer> amounts = toIntegers(value);
        return amounts == null ? null : new Padding(Padding.Rule.EXPLICIT, amounts, amounts);
    }

    /** A list, or a single element, converted; null if an element cannot be. */
    private static <V> List<V> list(Object value, Function<Object, V> convert) {
        return Json.toList(value instanceof List<?> ? value : List.of(value), convert);
    }

    static List<Integer> list(int... numbers) {
        return Arrays.stream(numbers).boxed().toList();
    }

    static int[] ints(List<Integer> numbers) {
        return numbers.stream().mapToInt(Integer::intValue).toArray();
    }

    /** A setting's name as errors have it: {@code in channels}. */
    static String inWords(String name) {
        return name.replace('_', ' ');
    }
}
