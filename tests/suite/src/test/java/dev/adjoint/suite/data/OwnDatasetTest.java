package dev.adjoint.suite.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.DType;
import dev.adjoint.IntArray;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.SplitMix;
import dev.adjoint.data.Batch;
import dev.adjoint.data.Dataset;
import dev.adjoint.data.Sample;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Losses;
import dev.adjoint.optim.Accuracy;
import dev.adjoint.optim.Adam;
import dev.adjoint.optim.Evaluation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A source of data of one's own is one class of two methods; and how data print. */
class OwnDatasetTest {
    /** Numbers from -1 to 1, labelled by their sign. */
    private record Signs(int size) implements Dataset {
        @Override
        public Sample sample(int index) {
            Dataset.requireIndex(index, size);
            float number = (index % 2 == 0 ? 1 : -1) * (index + 1f) / size;
            return new Sample(NDArray.of(Shape.of(1), number), IntArray.of(Shape.of(), number > 0 ? 1 : 0));
        }
    }

    @Test
    void everythingWorksWithIt() {
        Signs signs = new Signs(90);
        Linear net = new Linear(1, 2, new SplitMix(1));
        Adam adam = new Adam(net, 0.1);
        List<Integer> sizes = new ArrayList<>();
        for (int epoch = 0; epoch < 5; epoch++) {
            for (Batch batch : signs.batches(32).shuffle(1).workers(2).epoch(epoch)) {
                adam.step(() -> Losses.crossEntropy(net.forward(batch.inputs()), batch.labels()));
                sizes.add(batch.size());
            }
        }
        assertThat(sizes).hasSize(15).startsWith(32, 32, 26);
        assertThat(Evaluation.of(net, signs.batches(50), new Accuracy()).get("accuracy"))
                .isGreaterThan(0.9);
        assertThat(signs.range(0, 10).inMemory()).hasToString("10 samples, each of shape [1]");
    }

    @Test
    void dataPrintWell() {
        Dataset images = Dataset.of(NDArray.zeros(DType.FLOAT32, Shape.of(70, 1, 8, 8)), IntArray.range(70));
        assertThat(images).hasToString("70 samples, each of shape [1, 8, 8]");
        assertThat(images.range(0, 1)).hasToString("1 sample");
        assertThat(Dataset.concat(images, images)).hasToString("140 samples, in 2 parts");
        assertThat(images.batches(32).shuffle(1).workers(2))
                .hasToString("3 batches of 32, shuffled by seed 1, made by 2 workers, of 70 samples");
        assertThat(images.batches(32).epoch(0)).hasToString("3 batches");
        assertThat(images.batches(32).epoch(0).iterator().next())
                .hasToString("a batch of 32 samples, inputs [32, 1, 8, 8], labels [32]");
    }
}
