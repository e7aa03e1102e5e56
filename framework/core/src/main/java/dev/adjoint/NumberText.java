package dev.adjoint;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;

/**
 * How the numbers of one array are written: whole ones without a point; others with four significant digits and equally
 * many decimals, or with exponents where some are very large or small beside others.
 *
 * @param format a format of {@link String#format}
 */
record NumberText(String format) {
    private static final MathContext DIGITS = new MathContext(4);
    private static final double WHOLE_BELOW = 1e9;
    private static final double LARGE = 1e6;
    private static final double SMALL = 1e-4;
    private static final double RANGE = 1e5;

    /** Text of the element at a place, in a format that suits those that are shown. */
    static IntFunction<String> of(List<Double> shown, IntToDoubleFunction element) {
        NumberText text = new NumberText(format(shown));
        return place -> text.of(element.applyAsDouble(place));
    }

    /** One number alone. */
    static String of(Double number) {
        return new NumberText(format(List.of(number))).of(number.doubleValue());
    }

    private static String format(List<Double> shown) {
        double[] magnitudes = shown.stream()
                .mapToDouble(Math::abs)
                .filter(m -> m > 0 && m < Double.POSITIVE_INFINITY)
                .toArray();
        double max = 0;
        double min = Double.POSITIVE_INFINITY;
        boolean whole = true;
        int decimals = 0;
        for (double magnitude : magnitudes) {
            max = Math.max(max, magnitude);
            min = Math.min(min, magnitude);
            whole &= magnitude == Math.rint(magnitude);
            BigDecimal rounded = new BigDecimal(magnitude).round(DIGITS).stripTrailingZeros();
            decimals = Math.max(decimals, rounded.scale());
        }
        if (max == 0 || whole && max < WHOLE_BELOW) {
            return "%.0f";
        }
        if (max >= LARGE || max < SMALL || max / min > RANGE) {
            return "%.3e";
        }
        int most = Math.max(4, 3 - (int) Math.floor(Math.log10(max)));
        return "%." + Math.max(1, Math.min(decimals, most)) + "f";
    }

    private String of(double number) {
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            return Double.isNaN(number) ? "nan" : number > 0 ? "inf" : "-inf";
        }
        String text = String.format(Locale.ROOT, format, number);
        boolean nothing = text.chars().allMatch(c -> "-0.".indexOf(c) >= 0);
        return nothing && text.startsWith("-") ? text.substring(1) : text;
    }
}
