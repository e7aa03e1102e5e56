package dev.adjoint.suite.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.DType;
import dev.adjoint.IntArray;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.SplitMix;
import dev.adjoint.Tensor;
import dev.adjoint.data.Dataset;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Losses;
import dev.adjoint.optim.Sgd;
import dev.adjoint.optim.Trainer;
import dev.adjoint.optim.TrainerOptions;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A step over several batches is the step over one batch of all their samples. */
class AccumulationTest {
    private static final int FEATURES = 3;

    /** Small integers, of which sums and means over powers of two are exact. */
    private static Dataset integers(int n) {
        SplitMix random = new SplitMix(n);
        double[] numbers =
                random.ints((long) n * FEATURES, -4, 5).asDoubleStream().toArray();
        return Dataset.of(
                NDArray.wrap(Shape.of(n, FEATURES), numbers),
                IntArray.of(random.ints(n, -3, 4).toArray()));
    }

    private static Dataset noise(int n) {
        SplitMix random = new SplitMix(n);
        return Dataset.of(
                NDArray.normal(DType.FLOAT64, Shape.of(n, FEATURES), 0, 1, random),
                IntArray.of(random.ints(n, -3, 4).toArray()));
    }

    private static Tensor meanSquare(Tensor outputs, IntArray labels) {
        Tensor target = new Tensor(NDArray.wrap(
                outputs.shape(), Arrays.stream(labels.ints()).asDoubleStream().toArray()));
        return Losses.mse(outputs, target);
    }

    /** The weights after an epoch of plain gradient descent. */
    private static Map<String, NDArray> trained(Dataset data, int batchSize, int accumulation) {
        Layer model = new Linear(FEATURES, 1, true, DType.FLOAT64, new SplitMix(1));
        model.parameters().values().forEach(p -> p.assign(NDArray.full(DType.FLOAT64, p.shape(), 0.5)));
        Trainer trainer = new Trainer(
                model,
                new Sgd(model, 0.125),
                AccumulationTest::meanSquare,
                TrainerOptions.epochs(1).accumulation(accumulation));
        trainer.fit(data.batches(batchSize));
        return model.state();
    }

    private static void assertClose(Map<String, NDArray> actual, Map<String, NDArray> expected) {
        actual.forEach((path, value) -> assertThat(value.toDoubleArray())
                .containsExactly(expected.get(path).toDoubleArray(), within(1e-14)));
    }

    @Test
    void fourBatchesOf8AreOneOf32() {
        assertClose(trained(noise(96), 8, 4), trained(noise(96), 32, 1));
    }

    @Test
    void equalityIsExactWhereArithmeticIs() {
        ToyTraining.assertSameBits(trained(integers(32), 8, 4), trained(integers(32), 32, 1));
    }

    @Test
    void lastBatchOfFewerSamplesCountsLess() {
        assertClose(trained(noise(29), 8, 4), trained(noise(29), 29, 1));
    }

    @Test
    void lastStepOfFewerBatchesTakesTheirMean() {
        assertClose(trained(noise(45), 8, 4), trained(noise(45), 32, 1));
    }

    @Test
    void moreBatchesThanAnEpochHasMakeOneStep() {
        assertClose(trained(noise(45), 8, 100), trained(noise(45), 45, 1));
    }
}
