package dev.adjoint.suite.reference;

import dev.adjoint.DType;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How many cases of each operator passed and failed, and which cases belong to unknown operators. */
final class Report {
    private final Map<String, Row> rows = new LinkedHashMap<>();
    private final Map<DType, List<String>> failures = new EnumMap<>(DType.class);
    private final Map<String, Integer> unknownTags = new TreeMap<>();

    /** One operator. */
    private static final class Row {
        private final Map<DType, Count> counts = new EnumMap<>(DType.class);
        private int unknown;

        Count count(DType dtype) {
            return counts.computeIfAbsent(dtype, d -> new Count());
        }
    }

    /** One operator in one element type. */
    private static final class Count {
        private int passed;
        private int failed;
        private double worst;
    }

    void unknown(String op) {
        row(op).unknown++;
    }

    void unknownTag(String op, String tag) {
        unknownTags.merge(op + ": " + tag, 1, Integer::sum);
    }

    void passed(String op, DType dtype, double worst) {
        Count count = row(op).count(dtype);
        count.passed++;
        count.worst = Math.max(count.worst, worst);
    }

    void failed(String op, DType dtype, String description) {
        row(op).count(dtype).failed++;
        failures.computeIfAbsent(dtype, d -> new ArrayList<>()).add(description);
    }

    List<String> failures(DType dtype) {
        return failures.getOrDefault(dtype, List.of());
    }

    List<String> unknownOps() {
        return rows.entrySet().stream()
                .filter(e -> e.getValue().unknown > 0)
                .map(Map.Entry::getKey)
                .toList();
    }

    int passed(DType dtype) {
        return rows.values().stream().mapToInt(r -> r.count(dtype).passed).sum();
    }

    /** A line for each operator, with the largest error among the cases that passed, then the sums and the failures. */
    String table() {
        StringBuilder out = new StringBuilder();
        line(out, "", "", "float64", "", "", "float32", "", "");
        line(out, "op", "passed", "failed", "worst", "passed", "failed", "worst", "unknown");
        int[] sums = new int[5];
        rows.forEach((op, row) -> {
            Count wide = row.count(DType.FLOAT64);
            Count single = row.count(DType.FLOAT32);
            int[] numbers = {wide.passed, wide.failed, single.passed, single.failed, row.unknown};
            line(out, op, numbers, error(wide), error(single));
            for (int i = 0; i < sums.length; i++) {
                sums[i] += numbers[i];
            }
        });
        line(out, "all " + rows.size() + " ops", sums, "", "");
        for (DType dtype : DType.values()) {
            failures(dtype).forEach(f -> out.append(String.format("FAILED in %s: %s%n", dtype, f)));
        }
        if (!unknownOps().isEmpty()) {
            out.append(String.format("unknown ops, not run: %s%n", String.join(", ", unknownOps())));
        }
        unknownTags.forEach(
                (tag, n) -> out.append(String.format("tag of unknown meaning on %d cases of %s%n", n, tag)));
        return out.toString();
    }

    private Row row(String op) {
        return rows.computeIfAbsent(op, o -> new Row());
    }

    private static String error(Count count) {
        return count.passed == 0 ? "" : String.format("%.1e", count.worst);
    }

    private static void line(StringBuilder out, String op, int[] numbers, String worst64, String worst32) {
        line(
                out,
                op,
                String.valueOf(numbers[0]),
                String.valueOf(numbers[1]),
                worst64,
                String.valueOf(numbers[2]),
                String.valueOf(numbers[3]),
                worst32,
                String.valueOf(numbers[4]));
    }

    private static void line(StringBuilder out, Object... columns) {
        out.append(String.format("%-34s %8s %8s %8s   %8s %8s %8s   %8s%n", columns));
    }
}
