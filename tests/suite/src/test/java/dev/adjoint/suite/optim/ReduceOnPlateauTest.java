package dev.adjoint.suite.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.ArgumentException;
import dev.adjoint.NDArray;
import dev.adjoint.Parameter;
import dev.adjoint.Shape;
import dev.adjoint.optim.Improvement;
import dev.adjoint.optim.Optimizer;
import dev.adjoint.optim.ReduceOnPlateau;
import dev.adjoint.optim.Sgd;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ReduceOnPlateauTest {
    private static final double NONE = Double.NaN;

    private static Optimizer optimizer() {
        return new Sgd(1, new Parameter("p", NDArray.of(Shape.of(1), 1.0)));
    }

    private static ReduceOnPlateau.Options halving() {
        return ReduceOnPlateau.options()
                .factor(0.5)
                .patience(1)
                .improvement(Improvement.minimize().byAmount(0.5));
    }

    /** The learning rate after each metric. */
    private static List<Double> rates(ReduceOnPlateau.Options options, double... metrics) {
        Optimizer optimizer = optimizer();
        ReduceOnPlateau plateau = new ReduceOnPlateau(optimizer, options);
        List<Double> rates = new ArrayList<>();
        for (double metric : metrics) {
            double before = optimizer.learningRate();
            assertThat(plateau.step(metric)).isEqualTo(optimizer.learningRate() != before || before == 0);
            rates.add(optimizer.learningRate());
        }
        return rates;
    }

    @Test
    void lowersTheRateAfterMoreBadEpochsThanPatienceAllows() {
        assertThat(rates(halving(), 9, 8, 8, 8, 8, 8, 7, 7, 7))
                .containsExactly(1d, 1d, 1d, .5, .5, .25, .25, .25, .125);
    }

    @Test
    void gainBelowTheThresholdIsNoImprovement() {
        assertThat(rates(halving(), 9, 8.75, 8.5, 8.25)).containsExactly(1d, 1d, .5, .5);
    }

    @Test
    void thresholdMayBeAPartOfTheBest() {
        ReduceOnPlateau.Options options =
                halving().patience(0).improvement(Improvement.minimize().byPart(0.25));
        assertThat(rates(options, 8, 6, 5.5, 4, 3.5)).containsExactly(1d, .5, .5, .5, .25);
    }

    @Test
    void greaterCanBeBetter() {
        ReduceOnPlateau.Options amount =
                halving().patience(0).improvement(Improvement.maximize().byAmount(1));
        ReduceOnPlateau.Options part =
                halving().patience(0).improvement(Improvement.maximize().byPart(0.5));
        assertThat(rates(amount, 1, 2, 2.5, 4, 5)).containsExactly(1d, .5, .5, .5, .25);
        assertThat(rates(part, 2, 3, 3.5, 4)).containsExactly(1d, .5, .5, .25);
    }

    @Test
    void noEpochIsBadInTheCooldown() {
        assertThat(rates(halving().patience(0).cooldown(2), 5, 5, 5, 5, 5, 5, 5, 5))
                .containsExactly(1d, .5, .5, .5, .25, .25, .25, .125);
    }

    @Test
    void rateDoesNotFallBelowItsMinimumAndSmallChangesAreNotMade() {
        assertThat(rates(halving().patience(0).minLearningRate(0.3), 5, 5, 5)).containsExactly(1d, .5, .3);
        Optimizer optimizer = optimizer();
        ReduceOnPlateau plateau =
                new ReduceOnPlateau(optimizer, halving().patience(0).eps(0.2));
        plateau.step(5);
        assertThat(plateau.step(5)).isTrue();
        assertThat(plateau.step(5)).isTrue();
        assertThat(plateau.step(5)).isFalse();
        assertThat(optimizer.learningRate()).isEqualTo(0.25);
    }

    @Test
    void notANumberIsABadEpoch() {
        assertThat(rates(halving().patience(0), NONE, 5, NONE, 4)).containsExactly(.5, .5, .25, .25);
    }

    @Property
    void restoredStateGoesOnAsIfNothingHadHappened(
            @ForAll @Size(max = 30) List<@DoubleRange(min = 0, max = 4) Double> metrics,
            @ForAll @IntRange(max = 30) int interruption,
            @ForAll @IntRange(max = 2) int patience,
            @ForAll @IntRange(max = 2) int cooldown) {
        ReduceOnPlateau.Options options = halving().patience(patience).cooldown(cooldown);
        Optimizer optimizer = optimizer();
        ReduceOnPlateau whole = new ReduceOnPlateau(optimizer, options);
        Optimizer other = optimizer();
        ReduceOnPlateau parts = new ReduceOnPlateau(other, options);
        for (int i = 0; i < metrics.size(); i++) {
            if (i == interruption) {
                ReduceOnPlateau.State state = parts.state();
                parts = new ReduceOnPlateau(other, options);
                parts.load(state);
            }
            whole.step(metrics.get(i));
            parts.step(metrics.get(i));
            assertThat(other.learningRate()).isEqualTo(optimizer.learningRate());
        }
    }

    @Test
    void refusesNumbersOutOfRange() {
        assertThatThrownBy(() -> ReduceOnPlateau.options().factor(1))
                .isInstanceOf(ArgumentException.class)
                .hasMessage("factor: expected at least 0 and less than 1, got 1.0");
        assertThatThrownBy(() -> ReduceOnPlateau.options().patience(-1)).isInstanceOf(ArgumentException.class);
        assertThatThrownBy(() -> ReduceOnPlateau.options().cooldown(-1)).isInstanceOf(ArgumentException.class);
        assertThatThrownBy(() -> Improvement.minimize().byAmount(NONE)).isInstanceOf(ArgumentException.class);
        assertThatThrownBy(() -> new ReduceOnPlateau.State(NONE, 0, 0)).isInstanceOf(ArgumentException.class);
    }
}
