package dev.adjoint.suite.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.Engine;
import dev.adjoint.NDArray;
import dev.adjoint.Parameter;
import dev.adjoint.examples.DigitImages;
import dev.adjoint.examples.Digits;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The network of the main job. */
@Tag("slow")
class DigitsTest {
    private final int threads = Engine.threads();
    private final DigitImages images = DigitImages.load();

    @AfterEach
    void restoreThreads() {
        Engine.useThreads(threads);
    }

    @Test
    void readsDigitsOfWritersItHasNeverSeen() {
        Digits digits = new Digits(1);
        digits.train(images, Digits.EPOCHS);
        assertThat(digits.accuracy(images.test())).isGreaterThanOrEqualTo(0.93);
    }

    @Test
    void learnsTheSameBitsWithAnyNumberOfThreads() {
        List<NDArray> one = weightsAfterAnEpoch(1, 1);
        for (int more = 2; more <= 3; more++) {
            List<NDArray> other = weightsAfterAnEpoch(1, more);
            for (int i = 0; i < one.size(); i++) {
                assertThat(one.get(i).sameBits(other.get(i))).isTrue();
            }
        }
    }

    @Test
    void anotherSeedLearnsOtherWeights() {
        assertThat(weightsAfterAnEpoch(1, threads)
                        .get(0)
                        .sameBits(weightsAfterAnEpoch(2, threads).get(0)))
                .isFalse();
    }

    private List<NDArray> weightsAfterAnEpoch(long seed, int threads) {
        Engine.useThreads(threads);
        Digits digits = new Digits(seed);
        digits.train(images, 1);
        return digits.parameters().stream().map(Parameter::value).toList();
    }
}
