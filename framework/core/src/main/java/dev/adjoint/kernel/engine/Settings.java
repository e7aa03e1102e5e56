package dev.adjoint.kernel.engine;

import dev.adjoint.ArgumentException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** System properties with what they may say. A wrong value is an error that names the property and what is allowed. */
final class Settings {
    private Settings() {}

    /** A whole number within bounds, if the property is set. */
    static Optional<Integer> number(String property, int least, int most) {
        String value = System.getProperty(property);
        if (value == null) {
            return Optional.empty();
        }
        int number;
        try {
            number = Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw wrong(property, "a whole number from " + least + " to " + most, value);
        }
        if (number < least || number > most) {
            throw wrong(property, "a whole number from " + least + " to " + most, value);
        }
        return Optional.of(number);
    }

    /** One of an enum's constants, by what it prints, if the property is set. */
    static <E extends Enum<E>> Optional<E> choice(String property, Class<E> type) {
        String value = System.getProperty(property);
        if (value == null) {
            return Optional.empty();
        }
        List<E> all = List.of(type.getEnumConstants());
        return Optional.of(Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.toString().equals(value))
                .findFirst()
                .orElseThrow(() -> wrong(property, "one of " + all, value)));
    }

    private static ArgumentException wrong(String property, String allowed, String value) {
        return new ArgumentException(property + ": expected " + allowed + ", got " + value);
    }
}
