package dev.adjoint.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Prints measured results as a Markdown table: a row for each metric and number of threads, a column for each peer. */
final class Table {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Set<String> peers = new LinkedHashSet<>();
    private final Map<List<String>, Map<String, List<Double>>> rows = new LinkedHashMap<>();

    private Table() {}

    /**
     * Prints the results of some files of JSON lines. Of a metric that was measured more than once it prints the
     * median.
     *
     * @param files paths
     * @throws IOException if a file cannot be read
     */
    public static void main(String[] files) throws IOException {
        Table table = new Table();
        for (String file : files) {
            for (String line : Files.readAllLines(Path.of(file))) {
                table.add(JSON.readTree(line));
            }
        }
        System.out.print(table);
    }

    private void add(JsonNode line) {
        String variant = line.path("variant").asText("");
        String peer = line.get("peer").asText() + (variant.isEmpty() ? "" : ", " + variant);
        List<String> row = List.of(
                line.get("workload").asText(),
                line.get("metric").asText(),
                line.get("threads").asText());
        peers.add(peer);
        rows.computeIfAbsent(row, key -> new LinkedHashMap<>())
                .computeIfAbsent(peer, key -> new ArrayList<>())
                .add(line.get("value").asDouble());
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("| workload | metric | threads | " + String.join(" | ", peers) + " |\n");
        text.append("| --- ".repeat(3 + peers.size())).append("|\n");
        rows.forEach((row, values) -> {
            text.append("| ").append(String.join(" | ", row)).append(" | ");
            text.append(peers.stream().map(peer -> median(values.get(peer))).collect(Collectors.joining(" | ")));
            text.append(" |\n");
        });
        return text.toString();
    }

    private static String median(List<Double> values) {
        if (values == null) {
            return "";
        }
        double median = values.stream().sorted().toList().get(values.size() / 2);
        return String.format(Locale.ROOT, median < 10 ? "%.2f" : median < 100 ? "%.1f" : "%.0f", median);
    }
}
