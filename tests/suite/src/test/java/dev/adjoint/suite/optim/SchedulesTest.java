package dev.adjoint.suite.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.ArgumentException;
import dev.adjoint.NDArray;
import dev.adjoint.Parameter;
import dev.adjoint.Shape;
import dev.adjoint.optim.CosineAnnealingLr;
import dev.adjoint.optim.ExponentialLr;
import dev.adjoint.optim.LinearWarmup;
import dev.adjoint.optim.MultiStepLr;
import dev.adjoint.optim.OneCycleLr;
import dev.adjoint.optim.Optimizer;
import dev.adjoint.optim.Schedule;
import dev.adjoint.optim.Scheduler;
import dev.adjoint.optim.Sgd;
import dev.adjoint.optim.StepLr;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Learning rates from step to step, and how an optimiser gets them. */
class SchedulesTest {

    @Test
    void scheduleBehindAWarmUpStillComesToItsEnd() {
        Schedule warm = LinearWarmup.within(100, 50, rest -> OneCycleLr.of(1, rest));
        assertThat(warm.learningRate(0)).isLessThan(warm.learningRate(49));
        assertThat(warm.learningRate(99))
                .isEqualTo(OneCycleLr.of(1, 50).learningRate(49))
                .isCloseTo(1 / 25.0 / 1e4, within(1e-12));
        assertThatThrownBy(() -> LinearWarmup.within(50, 50, rest -> OneCycleLr.of(1, rest)))
                .hasMessage("warm-up: expected fewer steps than the training has, 50, got 50");
    }

    @Test
    void stepLrFallsAtRegularIntervals() {
        assertRates(new StepLr(8, 2, 0.5), 8, 8, 4, 4, 2, 2, 1);
    }

    @Test
    void multiStepLrFallsAtItsMilestonesAndTwiceAtOneListedTwice() {
        assertRates(new MultiStepLr(8, List.of(3, 1, 3), 0.5), 8, 4, 4, 1, 1);
        assertRates(new MultiStepLr(8, List.of(0, 2), 0.5), 4, 4, 2);
    }

    @Test
    void exponentialLrFallsAtEveryStep() {
        assertRates(new ExponentialLr(8, 0.5), 8, 4, 2, 1);
    }

    @Test
    void cosineSwingsBackPastItsMinimum() {
        assertRates(new CosineAnnealingLr(3, 2, 1), 3, 2, 1, 2, 3, 2, 1);
    }

    @Test
    void cosineEqualsPyTorchsChainOverManyPeriods() {
        double base = 0.5;
        double min = 0.001;
        int half = 7;
        double rate = base;
        CosineAnnealingLr schedule = new CosineAnnealingLr(base, half, min);
        for (int step = 1; step < 200; step++) {
            rate = (step - 1 - half) % (2 * half) == 0
                    ? rate + (base - min) * (1 - Math.cos(Math.PI / half)) / 2
                    : (1 + Math.cos(Math.PI * step / half)) / (1 + Math.cos(Math.PI * (step - 1) / half)) * (rate - min)
                            + min;
            assertThat(schedule.learningRate(step)).isCloseTo(rate, within(1e-9));
        }
    }

    @Test
    void warmupLeadsUpToASchedule() {
        assertRates(new LinearWarmup(new ExponentialLr(8, 0.5), 4), 2, 4, 6, 8, 8, 4, 2);
    }

    @Test
    void warmupKeepsTheFirstMomentum() {
        Schedule schedule = new LinearWarmup(OneCycleLr.of(1, 10), 3);
        assertThat(schedule.momentum(2)).isEqualTo(OneCycleLr.of(1, 10).momentum(0));
        assertThat(schedule.momentum(5)).isEqualTo(OneCycleLr.of(1, 10).momentum(2));
    }

    @Test
    void linearCycleRisesAndFalls() {
        OneCycleLr cycle = OneCycleLr.of(8, 10)
                .riseFraction(0.5)
                .anneal(OneCycleLr.Anneal.LINEAR)
                .divFactors(2, 4)
                .momentumRange(0.5, 0.9);
        assertRates(cycle, 4, 5, 6, 7, 8, 6.6, 5.2, 3.8, 2.4, 1, 1, 1);
        assertThat(IntStream.range(0, 11).mapToDouble(i -> cycle.momentum(i).orElseThrow()))
                .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-12 ? 0 : 1)
                .containsExactly(0.9, 0.8, 0.7, 0.6, 0.5, 0.58, 0.66, 0.74, 0.82, 0.9, 0.9);
    }

    @Test
    void thirdPhaseFallsFromTheFirstRateWhileMomentumRests() {
        OneCycleLr cycle = OneCycleLr.of(8, 10)
                .riseFraction(0.3)
                .anneal(OneCycleLr.Anneal.LINEAR)
                .divFactors(2, 4)
                .momentumRange(0.5, 0.9)
                .threePhase(true);
        assertRates(cycle, 4, 6, 8, 6, 4, 3.4, 2.8, 2.2, 1.6, 1);
        assertThat(cycle.momentum(2).orElseThrow()).isCloseTo(0.5, within(1e-12));
        assertThat(cycle.momentum(7).orElseThrow()).isEqualTo(0.9);
    }

    @ParameterizedTest
    @EnumSource(OneCycleLr.Anneal.class)
    void shortCyclesStayFiniteAndWithinTheirRange(OneCycleLr.Anneal anneal) {
        for (int total = 1; total < 8; total++) {
            for (double rise : new double[] {0, 0.1, 0.25, 0.5, 1}) {
                OneCycleLr cycle = OneCycleLr.of(1, total).riseFraction(rise).anneal(anneal);
                assertThat(cycle.learningRate(total + 5)).isEqualTo(cycle.learningRate(total - 1));
                for (int step = 0; step < total; step++) {
                    assertThat(cycle.learningRate(step)).isBetween(1 / 25.0 / 1e4 - 1e-15, 1 + 1e-15);
                    assertThat(cycle.momentum(step).orElseThrow()).isBetween(0.85 - 1e-15, 0.95 + 1e-15);
                }
            }
        }
    }

    @Test
    void cycleCanLeaveTheMomentumAlone() {
        assertThat(OneCycleLr.of(1, 10).cycleMomentum(false).momentum(3)).isEmpty();
    }

    @Test
    void schedulerSetsRateAndMomentumFromTheFirstStepOn() {
        OneCycleLr cycle = OneCycleLr.of(1, 10);
        Optimizer sgd = sgd(0.9);
        Scheduler scheduler = new Scheduler(sgd, cycle);
        for (int step = 0; step < 10; step++) {
            assertThat(scheduler.position()).isEqualTo(step);
            assertThat(sgd.learningRate()).isEqualTo(cycle.learningRate(step));
            assertThat(sgd.momentum()).isEqualTo(cycle.momentum(step));
            scheduler.step();
        }
    }

    @Test
    void schedulerGoesOnFromASavedPosition() {
        Optimizer sgd = sgd(0);
        Scheduler scheduler = new Scheduler(sgd, new StepLr(8, 2, 0.5));
        scheduler.moveTo(3);
        assertThat(sgd.learningRate()).isEqualTo(4);
        scheduler.step();
        assertThat(sgd.learningRate()).isEqualTo(2);
    }

    @Test
    void functionServesAsASchedule() {
        Optimizer sgd = sgd(0);
        new Scheduler(sgd, step -> 0.125 * (step + 1)).step();
        assertThat(sgd.learningRate()).isEqualTo(0.25);
    }

    @Test
    void rateThatIsNoneLeavesSchedulerAndOptimizerAsTheyWere() {
        Optimizer sgd = sgd(0);
        Scheduler scheduler = new Scheduler(sgd, step -> step == 0 ? 1 : Double.NaN);
        assertThatThrownBy(scheduler::step)
                .isInstanceOf(ArgumentException.class)
                .hasMessageContaining("step 1");
        assertThat(scheduler.position()).isZero();
        assertThat(sgd.learningRate()).isEqualTo(1);
    }

    @Test
    void cycleOfMomentumNeedsAnOptimizerWithMomentum() {
        Optimizer plain = sgd(0);
        assertThatThrownBy(() -> new Scheduler(plain, OneCycleLr.of(1, 10)))
                .isInstanceOf(ArgumentException.class)
                .hasMessageContaining("momentum");
        assertThat(plain.learningRate()).isEqualTo(0.5);
    }

    @Test
    void settingsOutOfRangeAreNamed() {
        assertThatThrownBy(() -> new StepLr(1, 0, 0.5)).hasMessageContaining("step size");
        assertThatThrownBy(() -> new MultiStepLr(1, List.of(-1), 0.5)).hasMessageContaining("milestone");
        assertThatThrownBy(() -> new ExponentialLr(-1, 0.5)).hasMessageContaining("base learning rate");
        assertThatThrownBy(() -> new CosineAnnealingLr(1, 0, 0)).hasMessageContaining("half period");
        assertThatThrownBy(() -> OneCycleLr.of(1, 10).riseFraction(1.1)).hasMessageContaining("rise fraction");
        assertThatThrownBy(() -> new Scheduler(sgd(0), new StepLr(1, 1, 1)).moveTo(-1))
                .hasMessageContaining("0 or more");
    }

    private static Optimizer sgd(double momentum) {
        Parameter parameter = new Parameter("p", NDArray.of(Shape.of(1), 0.0));
        return new Sgd(Sgd.rate(0.5).momentum(momentum), parameter);
    }

    private static void assertRates(Schedule schedule, double... expected) {
        double[] rates = IntStream.range(0, expected.length)
                .mapToDouble(schedule::learningRate)
                .toArray();
        assertThat(rates).containsExactly(expected, within(1e-12));
    }
}
