package dev.adjoint.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.adjoint.Engine;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Prints one JSON line a result.
 *
 * @param peer who was measured
 * @param workload on what
 * @param out where to print
 */
record Results(String peer, String workload, PrintStream out) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The same results under the name of a part of the workload. */
    Results part(String name) {
        return new Results(peer, workload + "/" + name, out);
    }

    void value(String metric, double value) {
        print(line(metric, value));
    }

    /** The time of a call, in some unit. */
    void time(String metric, Measurement measured, double unitsPerSecond) {
        Map<String, Object> line = line(metric, measured.median() * unitsPerSecond);
        line.put("min", rounded(measured.min() * unitsPerSecond));
        line.put("max", rounded(measured.max() * unitsPerSecond));
        line.put("repeats", measured.blocks());
        print(line);
    }

    /** The amount of work in a second, from the amount in a call. */
    void rate(String metric, Measurement measured, double amount) {
        Map<String, Object> line = line(metric, amount / measured.median());
        line.put("min", rounded(amount / measured.max()));
        line.put("max", rounded(amount / measured.min()));
        line.put("repeats", measured.blocks());
        print(line);
    }

    private Map<String, Object> line(String metric, double value) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("peer", peer);
        line.put("workload", workload);
        line.put("threads", Engine.threads());
        line.put("metric", metric);
        line.put("value", rounded(value));
        return line;
    }

    private void print(Map<String, Object> line) {
        try {
            out.println(JSON.writeValueAsString(line));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double rounded(double value) {
        return Math.round(value * 1e6) / 1e6;
    }
}
