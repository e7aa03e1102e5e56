package dev.adjoint.examples.cli;

import dev.adjoint.examples.Progress;
import dev.adjoint.train.BatchResult;
import dev.adjoint.train.EpochResult;
import dev.adjoint.train.TrainingListener;
import dev.adjoint.train.TrainingResult;

/** Shows a bar an epoch on a terminal. */
final class TrainingProgress implements TrainingListener, AutoCloseable {
    private Progress bar;

    @Override
    public void onEpochStart(int epoch, int done, int batches) {
        bar = new Progress("epoch " + epoch, batches);
        for (int i = 0; i < done; i++) {
            bar.step();
        }
    }

    @Override
    public void onBatch(BatchResult result) {
        bar.step();
    }

    @Override
    public void onEpoch(EpochResult result) {
        close();
    }

    @Override
    public void onEnd(TrainingResult result) {
        close();
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
