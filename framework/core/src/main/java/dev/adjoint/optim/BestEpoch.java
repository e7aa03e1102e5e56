package dev.adjoint.optim;

import dev.adjoint.NDArray;
import dev.adjoint.nn.Block;
import java.util.Map;
import java.util.OptionalInt;

/** The best epoch so far according to a monitor, with the model's weights after it if they are kept. */
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

    void update(EpochResult result, Block model) {
        double now = monitor.of(result);
        if (monitor.improvement().isBetter(now, value)) {
            epoch = result.epoch();
            value = now;
            weights = keepsWeights ? model.state() : Map.of();
        }
    }

    /** The number of the best epoch, from 1; empty if no epoch was best. */
    OptionalInt epoch() {
        return epoch == 0 ? OptionalInt.empty() : OptionalInt.of(epoch);
    }

    /** The epochs without improvement up to one. */
    int epochsWithout(int now) {
        return now - epoch;
    }

    /** Gives a model the best weights, if there are any. */
    void putBack(Block model) {
        if (!weights.isEmpty()) {
            model.load(weights);
        }
    }

    TrainingCheckpoint save(TrainingCheckpoint checkpoint) {
        return checkpoint.withArrays(WEIGHTS, weights).with(EPOCH, epoch).with(VALUE, value);
    }

    void restore(TrainingCheckpoint checkpoint) {
        epoch = checkpoint.count(EPOCH);
        value = checkpoint.number(VALUE);
        weights = checkpoint.arrays(WEIGHTS);
    }
}
