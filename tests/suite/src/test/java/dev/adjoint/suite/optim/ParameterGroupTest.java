package dev.adjoint.suite.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.ArgumentException;
import dev.adjoint.NDArray;
import dev.adjoint.Parameter;
import dev.adjoint.Shape;
import dev.adjoint.SplitMix;
import dev.adjoint.Tensor;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Relu;
import dev.adjoint.nn.Sequential;
import dev.adjoint.optim.AdamW;
import dev.adjoint.optim.ExponentialLr;
import dev.adjoint.optim.Optimizer;
import dev.adjoint.optim.Scheduler;
import dev.adjoint.optim.Sgd;
import dev.adjoint.optim.TrainingCheckpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parameters with settings of their own. */
class ParameterGroupTest {
    @TempDir
    private Path directory;

    /** Parameters 0.weight, 0.bias, 2.0.weight, 2.0.bias, 3.weight, 3.bias. */
    private static Sequential network() {
        SplitMix random = new SplitMix(1);
        Sequential net = new Sequential(
                new Linear(2, 2, random),
                new Relu(),
                new Sequential(new Linear(2, 2, random)),
                new Linear(2, 2, random));
        net.parameters().values().forEach(p -> p.assign(NDArray.full(p.dtype(), p.shape(), 8)));
        return net;
    }

    /** What a step along gradients of 1 changes of each parameter. */
    private static Map<String, Double> changes(Sequential net, Optimizer optimizer) {
        Map<String, Double> before = new TreeMap<>();
        net.parameters().forEach((path, p) -> before.put(path, p.value().toDoubleArray()[0]));
        net.parameters().values().forEach(p -> p.setGrad(new Tensor(NDArray.full(p.dtype(), p.shape(), 1))));
        optimizer.step();
        Map<String, Double> changes = new TreeMap<>();
        net.parameters()
                .forEach((path, p) ->
                        changes.put(path, before.get(path) - p.value().toDoubleArray()[0]));
        return changes;
    }

    private static Map<String, Double> expected(double... changes) {
        List<String> paths = List.of("0.weight", "0.bias", "2.0.weight", "2.0.bias", "3.weight", "3.bias");
        Map<String, Double> expected = new TreeMap<>();
        for (int i = 0; i < changes.length; i++) {
            expected.put(paths.get(i), changes[i]);
        }
        return expected;
    }

    @Test
    void groupIsABlockAParameterOrAPattern() {
        Sequential net = network();
        Optimizer sgd = new Sgd(net, 1)
                .group("2", g -> g.rate(0.5))
                .group("*.bias", g -> g.rate(0.25))
                .group("0.weight", g -> g.frozen(true));
        assertThat(changes(net, sgd)).isEqualTo(expected(0, 0.25, 0.5, 0.25, 1, 0.25));
    }

    @Test
    void groupOfABlockHasNoPartOfAnotherWhoseNameBeginsAlike() {
        SplitMix random = new SplitMix(1);
        Sequential many = new Sequential(
                IntStream.range(0, 12).mapToObj(i -> new Linear(1, 1, random)).toArray(Linear[]::new));
        Optimizer sgd = new Sgd(many, 1).group("1", g -> g.frozen(true));
        assertThat(changes(many, sgd).entrySet().stream()
                        .filter(change -> change.getValue() == 0)
                        .map(Map.Entry::getKey))
                .containsExactly("1.bias", "1.weight");
    }

    @Test
    void biasAtTheTopIsABiasToo() {
        Linear linear = new Linear(2, 2, new SplitMix(1));
        assertThat(new Sgd(linear, 1).group("*.bias", g -> g.rate(2))).isNotNull();
    }

    @Test
    void decayOfAGroupReplacesThatOfTheOthers() {
        Sequential net = network();
        Optimizer sgd = new Sgd(net, Sgd.rate(1).weightDecay(0.5)).group("*.bias", g -> g.weightDecay(0));
        assertThat(changes(net, sgd)).isEqualTo(expected(5, 1, 5, 1, 5, 1));
    }

    @Test
    void scheduleActsOnEachGroupsOwnRate() {
        Sequential net = network();
        Optimizer sgd = new Sgd(net, 1).group("3", g -> g.rate(0.5)).group("0", g -> g.rate(0));
        Scheduler scheduler = new Scheduler(sgd, new ExponentialLr(1, 0.5));
        scheduler.step();
        scheduler.step();
        assertThat(changes(net, sgd)).isEqualTo(expected(0, 0, 0.25, 0.25, 0.125, 0.125));
    }

    @Test
    void fineTuningReadsAsItShould() {
        Sequential net = network();
        var adamw = new AdamW(net, 1e-3).group("3", g -> g.rate(1e-2)).group("*.bias", g -> g.weightDecay(0));
        assertThat(adamw).hasToString("AdamW(rate 0.001, 6 parameters, 3: rate 0.01, *.bias: weight decay 0)");
    }

    @Test
    void groupsAreSavedInCheckpoints() throws IOException {
        Sequential net = network();
        Optimizer saved = new Sgd(net, Sgd.rate(1).momentum(0.5))
                .group("3", g -> g.rate(0.5).weightDecay(0.25))
                .group("*.bias", g -> g.frozen(true));
        changes(net, saved);
        Path file = directory.resolve("groups.safetensors");
        TrainingCheckpoint.EMPTY.withOptimizer("optimizer", saved.state()).write(file);

        Optimizer loaded =
                new Sgd(net, Sgd.rate(1).momentum(0.5)).group("3", g -> g).group("*.bias", g -> g);
        loaded.load(TrainingCheckpoint.read(file).optimizer("optimizer"));
        assertThat(loaded).hasToString("Sgd(rate 1, 6 parameters, 3: rate 0.5 weight decay 0.25, *.bias: frozen)");
        assertThat(loaded.state().groups()).isEqualTo(saved.state().groups());
        assertThat(changes(net, loaded)).containsEntry("3.bias", 0.0).containsEntry("0.bias", 0.0);
    }

    @Test
    void stateOfOtherGroupsIsRefused() {
        Sequential net = network();
        Optimizer plain = new Sgd(net, 1);
        Optimizer grouped = new Sgd(net, 1).group("3", g -> g.rate(2));
        assertThatThrownBy(() -> plain.load(grouped.state()))
                .isInstanceOf(ArgumentException.class)
                .hasMessage("optimizer state: expected one of the groups [], got one of [3]");
    }

    @Test
    void mistakesAreNamed() {
        Sequential net = network();
        Sgd sgd = new Sgd(net, 1);
        assertThatThrownBy(() -> sgd.group("7", g -> g.rate(1)))
                .isInstanceOf(ArgumentException.class)
                .hasMessage("group 7: no parameter belongs to it; there are"
                        + " [0.weight, 0.bias, 2.0.weight, 2.0.bias, 3.weight, 3.bias]");
        assertThatThrownBy(() -> sgd.group("3", g -> g.rate(-1)))
                .hasMessage("group 3: learning rate: expected a finite number, 0 or more, got -1.0");
        assertThatThrownBy(() -> new Sgd(net, 0).group("3", g -> g.rate(1)))
                .hasMessageContaining("needs an optimizer whose rate is greater than 0");
        assertThat(sgd).hasToString("Sgd(rate 1, 6 parameters)");
    }

    @Test
    void parametersWithoutAModelGoByTheirNames() {
        Parameter slow = new Parameter("slow", NDArray.of(Shape.of(1), 0.0));
        Parameter fast = new Parameter("fast", NDArray.of(Shape.of(1), 0.0));
        Optimizer sgd = new Sgd(1, slow, fast).group("slow", g -> g.rate(0.125));
        sgd.setLearningRate(0.5);
        slow.setGrad(new Tensor(NDArray.of(Shape.of(1), 16.0)));
        fast.setGrad(new Tensor(NDArray.of(Shape.of(1), 16.0)));
        sgd.step();
        assertThat(slow.value().toDoubleArray()).containsExactly(-1);
        assertThat(fast.value().toDoubleArray()).containsExactly(-8);
    }
}
