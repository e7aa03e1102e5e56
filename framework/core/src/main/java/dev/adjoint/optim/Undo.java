package dev.adjoint.optim;

import dev.adjoint.NDArray;
import dev.adjoint.SavableGenerator;
import dev.adjoint.nn.Buffer;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * What a batch changes besides gradients, to be put back if it fails midway: running statistics, metrics, and random
 * generators whose state can be saved. Then the batch can be done again as if it had not been begun.
 */
final class Undo {
    private final Map<Buffer, NDArray> buffers = new LinkedHashMap<>();
    private final Map<SavableGenerator, long[]> generators = new LinkedHashMap<>();
    private final List<Metric> metrics;
    private final List<double[]> measured;

    Undo(Collection<Buffer> buffers, Collection<RandomGenerator> generators, List<Metric> metrics) {
        buffers.forEach(buffer -> this.buffers.put(buffer, buffer.value().copy()));
        for (RandomGenerator generator : generators) {
            if (generator instanceof SavableGenerator savable) {
                this.generators.put(savable, savable.state());
            }
        }
        this.metrics = metrics;
        this.measured = metrics.stream().map(Metric::state).toList();
    }

    void putBack() {
        buffers.forEach(Buffer::assign);
        generators.forEach(SavableGenerator::restore);
        putBackMetrics();
    }

    void putBackMetrics() {
        for (int i = 0; i < metrics.size(); i++) {
            metrics.get(i).restore(measured.get(i));
        }
    }
}
