package dev.adjoint.optim;

import dev.adjoint.Setting;
import java.util.Map;
import java.util.stream.Collectors;

/** Numbers as a person reads them. */
final class Numbers {
    private Numbers() {}

    /** A count and what is counted, as in 1 parameter and 12 parameters. */
    static String count(int n, String what) {
        return n + " " + what + (n == 1 ? "" : "s");
    }

    /** Numbers by their names, as in {@code loss 0.4132, accuracy 0.87}. */
    static String list(Map<String, Double> numbers) {
        return numbers.entrySet().stream()
                .map(entry -> entry.getKey() + " " + Setting.text(entry.getValue()))
                .collect(Collectors.joining(", "));
    }
}
