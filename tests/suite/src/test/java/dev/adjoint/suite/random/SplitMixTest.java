package dev.adjoint.suite.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.ArgumentException;
import dev.adjoint.SplitMix;
import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SplitMixTest {
    @Property(tries = 200)
    void numbersAreThoseOfSplittableRandom(@ForAll long seed) {
        SplitMix own = new SplitMix(seed);
        SplittableRandom java = new SplittableRandom(seed);
        for (int i = 0; i < 10; i++) {
            assertThat(own.nextLong()).isEqualTo(java.nextLong());
            assertThat(own.nextInt()).isEqualTo(java.nextInt());
            assertThat(own.nextInt(i + 1)).isEqualTo(java.nextInt(i + 1));
            assertThat(own.nextDouble()).isEqualTo(java.nextDouble());
            assertThat(own.nextGaussian()).isEqualTo(java.nextGaussian());
            own = own.split();
            java = java.split();
        }
    }

    @Property(tries = 200)
    void restoredGeneratorGoesOnWithTheSameNumbers(@ForAll long seed, @ForAll @IntRange(max = 20) int drawn) {
        SplitMix first = new SplitMix(seed).split();
        first.longs(drawn).toArray();
        long[] state = first.state();
        long[] following = first.longs(10).toArray();

        SplitMix second = new SplitMix(0);
        second.restore(state);

        assertThat(second.longs(10).toArray()).containsExactly(following);
    }

    @Test
    void refusesWhatIsNoState() {
        SplitMix random = new SplitMix(5);
        long[] before = random.state();
        for (long[] wrong : new long[][] {{}, {1}, {1, 2}, {1, 3, 5}}) {
            assertThatThrownBy(() -> random.restore(wrong))
                    .as(Arrays.toString(wrong))
                    .isInstanceOf(ArgumentException.class)
                    .hasMessageStartingWith("state of SplitMix: expected a counter and an odd gamma");
        }
        assertThat(random.state()).containsExactly(before);
    }
}
