package dev.adjoint.nn;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The settings that a layer asked its {@link LayerSpec} for: what a file holds of it, and what its text shows. */
final class StatedSettings {
    private final Map<String, Object> values = new LinkedHashMap<>();
    private final Map<String, Object> defaults = new LinkedHashMap<>();

    /** {@code otherwise} is the default, or null where a layer cannot do without the setting. */
    void add(String name, Object value, Object otherwise) {
        values.put(name, value);
        if (otherwise != null) {
            defaults.put(name, otherwise);
        }
    }

    Map<String, Object> values() {
        return Collections.unmodifiableMap(values);
    }

    /** As in {@code 10, 20, kernel=3x3, groups=2, bias=false}: defaults are left out. */
    @Override
    public String toString() {
        return values.entrySet().stream()
                .filter(setting -> !setting.getValue().equals(defaults.get(setting.getKey())))
                .map(setting -> text(setting.getKey(), setting.getValue()))
                .collect(Collectors.joining(", "));
    }

    /** The name is left out where there is one number that must be stated. */
    private String text(String name, Object value) {
        String text = text(value);
        boolean plain = value instanceof Number && !defaults.containsKey(name);
        return plain ? text : name.replaceFirst("_size$", "") + "=" + text;
    }

    private static String text(Object value) {
        if (value instanceof List<?> list) {
            boolean lists = list.stream().anyMatch(List.class::isInstance);
            return list.stream().map(StatedSettings::text).collect(Collectors.joining(lists ? " and " : "x"));
        }
        return value instanceof Double number ? number(number) : value.toString();
    }

    private static String number(double number) {
        return Double.toString(number)
                .replaceFirst("\\.0(?=E|$)", "")
                .toLowerCase(Locale.ROOT)
                .replace("nan", "NaN");
    }
}
