package dev.adjoint.examples.cli;

import dev.adjoint.examples.Progress;
import dev.adjoint.optim.BatchResult;
import dev.adjoint.optim.EpochResult;
import dev.adjoint.optim.TrainingListener;
import dev.adjoint.optim.TrainingResult;

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
