package dev.adjoint.optim;

import dev.adjoint.ArgumentException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The names of what is measured: each once, and such that a checkpoint can hold it. */
final class MetricNames {
    private MetricNames() {}

    /** The names of all values of some metrics. */
    static Set<String> of(List<Metric> metrics) {
        Set<String> all = new LinkedHashSet<>();
        for (Metric metric : metrics) {
            require(metric.names(), all);
            all.addAll(metric.names());
        }
        return all;
    }

    /** Refuses names that are not legal, or that others have. */
    static void require(Set<String> names, Set<String> others) {
        for (String name : names) {
            if (name.isEmpty() || name.indexOf('.') >= 0) {
                throw new ArgumentException(
                        "metric: expected a name that is not empty and has no dots, got '" + name + "'");
            }
            if (others.contains(name)) {
                throw new ArgumentException("metrics: two of them have a value named " + name);
            }
        }
    }
}
