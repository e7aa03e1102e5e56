package dev.adjoint.train;

import dev.adjoint.array.NDArray;
import dev.adjoint.io.Checkpoint;
import dev.adjoint.nn.Module;
import java.util.Map;
import java.util.OptionalInt;

/** The best epoch so far by a monitor, with the model's weights after it if they are wanted. */
final class BestEpoch {
    private static final String WEIGHTS = "best";
    private static final String EPOCH = "best_epoch";
    private static final String VALUE = "best_value";

    private final Monitor monitor;
    private final boolean keepsWeights;
    private int epoch;
    private double value;
    private Map<String, NDArray> weights = Map.of();

    BestEpoch(Monitor monitor, boolean keepsWeights) {
        this.monitor = monitor;
        this.keepsWeights = keepsWeights;
        this.value = monitor.improvement().worst();
    }

    void update(EpochResult result, Module model) {
        double now = monitor.of(result);
        if (monitor.improvement().isBetter(now, value)) {
            epoch = result.epoch();
            value = now;
            weights = keepsWeights ? model.state() : Map.of();
        }
    }

    /** The number of the best epoch, from 1; empty if there is none. */
    OptionalInt epoch() {
        return epoch == 0 ? OptionalInt.empty() : OptionalInt.of(epoch);
    }

    /** The epochs without improvement up to one. */
    int epochsWithout(int now) {
        return now - epoch;
    }

    /** Gives a model the best weights, if there are any. */
    void putBack(Module model) {
        if (!weights.isEmpty()) {
            model.load(weights);
        }
    }

    Checkpoint save(Checkpoint checkpoint) {
        return checkpoint.withArrays(WEIGHTS, weights).with(EPOCH, epoch).with(VALUE, value);
    }

    void restore(Checkpoint checkpoint) {
        epoch = checkpoint.count(EPOCH);
        value = checkpoint.number(VALUE);
        weights = checkpoint.arrays(WEIGHTS);
    }
}
