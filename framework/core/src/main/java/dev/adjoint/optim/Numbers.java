package dev.adjoint.optim;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Map;
import java.util.stream.Collectors;

/** Numbers as a person reads them. */
final class Numbers {
    private static final MathContext FOUR_DIGITS = new MathContext(4);

    private Numbers() {}

    /** A number by its four leading digits, as in 0.001, 2.5E-7 and 12; anything else as it prints itself. */
    static String text(Object value) {
        if (!(value instanceof Double number) || !Double.isFinite(number)) {
            return String.valueOf(value);
        }
        BigDecimal rounded = new BigDecimal(number).round(FOUR_DIGITS).stripTrailingZeros();
        int exponent = rounded.precision() - rounded.scale() - 1;
        return rounded.signum() == 0 || exponent >= -5 && exponent < 7 ? rounded.toPlainString() : rounded.toString();
    }

    /** A count and what is counted, as in 1 parameter and 12 parameters. */
    static String count(int n, String what) {
        return n + " " + what + (n == 1 ? "" : "s");
    }

    /** Numbers by their names, as in {@code loss 0.4132, accuracy 0.87}. */
    static String list(Map<String, Double> numbers) {
        return numbers.entrySet().stream()
                .map(entry -> entry.getKey() + " " + text(entry.getValue()))
                .collect(Collectors.joining(", "));
    }
}
