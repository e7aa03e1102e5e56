package dev.adjoint.suite.train;

import static dev.adjoint.ConvOptions.kernel;
import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.IntArray;
import dev.adjoint.Parameter;
import dev.adjoint.SplitMix;
import dev.adjoint.Tape;
import dev.adjoint.Tensor;
import dev.adjoint.data.Batches;
import dev.adjoint.data.Dataset;
import dev.adjoint.data.Sample;
import dev.adjoint.nn.BatchNorm2d;
import dev.adjoint.nn.Conv2d;
import dev.adjoint.nn.Dropout;
import dev.adjoint.nn.Flatten;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Losses;
import dev.adjoint.nn.Sequential;
import dev.adjoint.optim.AdamW;
import dev.adjoint.optim.BatchResult;
import dev.adjoint.optim.CosineAnnealingLr;
import dev.adjoint.optim.EpochResult;
import dev.adjoint.optim.LearningRate;
import dev.adjoint.optim.Metric;
import dev.adjoint.optim.Trainer;
import dev.adjoint.optim.TrainerOptions;
import dev.adjoint.optim.TrainingListener;
import dev.adjoint.optim.TrainingResult;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever throws, wherever: the next call of {@code fit} ends as if nothing had happened. */
class TrainerSeamsTest {
    private static final int EPOCHS = 2;
    private static final Batches TRAINING = ToyTraining.TRAINING;
    private static final Batches VALIDATION = ToyTraining.VALIDATION;

    /** Where a training calls code of others. */
    enum Seam {
        FORWARD,
        LOSS,
        BACKWARD,
        METRIC_UPDATE,
        METRIC_VALUES,
        METRIC_RESET,
        CLIPPING,
        SCHEDULE,
        SAMPLE,
        ON_START,
        ON_EPOCH_START,
        ON_BATCH,
        ON_EPOCH,
        ON_END
    }

    /** Throws once, at a given call of one seam. */
    private static final class Fuse {
        private final Seam seam;
        private int left;

        Fuse(Seam seam, int call) {
            this.seam = seam;
            this.left = call;
        }

        void at(Seam here) {
            if (here == seam && --left == 0) {
                throw new IllegalStateException("at " + seam);
            }
        }
    }

    /** A training of everything that can go wrong, with one fuse. */
    private static final class Fused {
        private final Fuse fuse;
        private final Sequential model;
        private final Trainer trainer;

        Fused(Fuse fuse) {
            this.fuse = fuse;
            SplitMix random = new SplitMix(3);
            model = new Sequential(
                    new Conv2d(1, 4, kernel(3).padding(1), random),
                    new BatchNorm2d(4),
                    new Dropout(0.25, random),
                    new Passing(fuse),
                    new Flatten(),
                    new Linear(144, 3, random));
            TrainerOptions options = TrainerOptions.epochs(EPOCHS)
                    .accumulation(2)
                    .metrics(new Counting(fuse))
                    .clipping(parameters -> fuse.at(Seam.CLIPPING))
                    .listeners(new Following(fuse));
            CosineAnnealingLr cosine = new CosineAnnealingLr(0.01, options.steps(TRAINING), 0);
            trainer = new Trainer(
                    model, new AdamW(model, 0.01), this::loss, options.learningRate(LearningRate.perStep(step -> {
                        if (step > 0) {
                            fuse.at(Seam.SCHEDULE);
                        }
                        return cosine.learningRate(step);
                    })));
        }

        private Tensor loss(Tensor outputs, IntArray labels) {
            fuse.at(Seam.LOSS);
            Tensor loss = Losses.crossEntropy(outputs, labels);
            if (Tape.isRecordingHere()) {
                Parameter last = model.parameters().get("0.weight");
                Tape.current().onGradient(last, gradient -> {
                    fuse.at(Seam.BACKWARD);
                    return gradient;
                });
            }
            return loss;
        }

        TrainingResult fit() {
            return trainer.fit(
                    fused(TRAINING), new Failing(VALIDATION.dataset(), fuse).batches(VALIDATION.batchSize()));
        }

        private Batches fused(Batches batches) {
            return new Failing(batches.dataset(), fuse)
                    .batches(batches.batchSize())
                    .shuffle(7);
        }
    }

    private static final class Passing extends Layer {
        private final Fuse fuse;

        Passing(Fuse fuse) {
            this.fuse = fuse;
        }

        @Override
        protected Tensor compute(Tensor x) {
            fuse.at(Seam.FORWARD);
            return x.mul(1);
        }
    }

    private record Failing(Dataset whole, Fuse fuse) implements Dataset {
        @Override
        public int size() {
            return whole.size();
        }

        @Override
        public Sample sample(int index) {
            fuse.at(Seam.SAMPLE);
            return whole.sample(index);
        }
    }

    /** Counts samples and batches; it throws when it has counted only one of both. */
    private static final class Counting implements Metric {
        private final Fuse fuse;
        private double samples;
        private double batches;

        Counting(Fuse fuse) {
            this.fuse = fuse;
        }

        @Override
        public void update(Tensor outputs, IntArray labels) {
            samples += outputs.dim(0);
            fuse.at(Seam.METRIC_UPDATE);
            batches++;
        }

        @Override
        public Set<String> names() {
            return Set.of("counts");
        }

        @Override
        public Map<String, Double> values() {
            fuse.at(Seam.METRIC_VALUES);
            return Map.of("counts", 1000 * samples + batches);
        }

        @Override
        public void reset() {
            samples = 0;
            fuse.at(Seam.METRIC_RESET);
            batches = 0;
        }

        @Override
        public double[] state() {
            return new double[] {samples, batches};
        }

        @Override
        public void restore(double... state) {
            samples = state[0];
            batches = state[1];
        }
    }

    private record Following(Fuse fuse) implements TrainingListener {
        @Override
        public void onStart(int epochs, List<EpochResult> done) {
            fuse.at(Seam.ON_START);
        }

        @Override
        public void onEpochStart(int epoch, int done, int batches) {
            fuse.at(Seam.ON_EPOCH_START);
        }

        @Override
        public void onBatch(BatchResult result) {
            fuse.at(Seam.ON_BATCH);
        }

        @Override
        public void onEpoch(EpochResult result) {
            fuse.at(Seam.ON_EPOCH);
        }

        @Override
        public void onEnd(TrainingResult result) {
            fuse.at(Seam.ON_END);
        }
    }

    @ParameterizedTest
    @EnumSource
    void exceptionAtAnyCallLeavesNoTrace(Seam seam) {
        Fused whole = new Fused(new Fuse(Seam.ON_END, Integer.MAX_VALUE));
        TrainingResult expected = whole.fit();
        int call = 1;
        while (true) {
            Fused fused = new Fused(new Fuse(seam, call));
            boolean thrown = false;
            TrainingResult result = null;
            try {
                result = fused.fit();
            } catch (RuntimeException e) {
                thrown = true;
                assertThat(e).hasStackTraceContaining("at " + seam);
                assertThat(fused.model.isTraining()).isFalse();
                result = fused.fit();
            }
            if (!thrown) {
                break;
            }
            assertThat(result).as("%s, call %d", seam, call).isEqualTo(expected);
            ToyTraining.assertSameBits(fused.model, whole.model);
            call += seam == Seam.SAMPLE ? 7 : 1;
        }
        assertThat(call).as("calls of " + seam).isGreaterThan(1);
    }
}
