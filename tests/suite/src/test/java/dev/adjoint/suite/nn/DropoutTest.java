package dev.adjoint.suite.nn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.DType;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import dev.adjoint.nn.ChannelDropout;
import dev.adjoint.nn.Dropout;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DropoutTest {
    private static final Tensor ONES = new Tensor(NDArray.full(DType.FLOAT32, Shape.of(20, 10, 50), 1));

    @Test
    void trainingZeroesSomeElementsAndScalesTheOthers() {
        NDArray y = new Dropout(0.2, new SplittableRandom(1)).forward(ONES).value();
        int zeros = 0;
        for (int i = 0; i < y.size(); i++) {
            assertThat(y.at(i)).isIn(0.0, 1.25);
            zeros += y.at(i) == 0 ? 1 : 0;
        }
        // Expected 2000 with a standard deviation of 40.
        assertThat(zeros).isBetween(1800, 2200);
    }

    @Test
    void channelsAreZeroedAsAWhole() {
        NDArray y = new ChannelDropout(1, 0.5, new SplittableRandom(1))
                .forward(ONES)
                .value();
        int zeros = 0;
        for (int channel = 0; channel < 200; channel++) {
            for (int i = 1; i < 50; i++) {
                assertThat(y.at(channel * 50 + i)).isEqualTo(y.at(channel * 50));
            }
            zeros += y.at(channel * 50) == 0 ? 1 : 0;
        }
        assertThat(zeros).isBetween(60, 140);
    }

    @Test
    void evaluationDoesNothing() {
        Dropout dropout = new Dropout(0.5, new SplittableRandom(1));
        dropout.eval();
        assertThat(dropout.forward(ONES)).isSameAs(ONES);
    }

    @Test
    void sameSeedDropsTheSameElements() {
        NDArray first = new Dropout(0.5, new SplittableRandom(9)).forward(ONES).value();
        NDArray second = new Dropout(0.5, new SplittableRandom(9)).forward(ONES).value();
        assertThat(first.sameBits(second)).isTrue();
    }
}
