package dev.adjoint.suite.nn;

import static dev.adjoint.ConvOptions.kernel;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.ArgumentException;
import dev.adjoint.DType;
import dev.adjoint.NDArray;
import dev.adjoint.Parameter;
import dev.adjoint.Shape;
import dev.adjoint.Tape;
import dev.adjoint.Tensor;
import dev.adjoint.nn.BatchNorm2d;
import dev.adjoint.nn.Block;
import dev.adjoint.nn.Concat;
import dev.adjoint.nn.Conv2d;
import dev.adjoint.nn.Dropout;
import dev.adjoint.nn.Embedding;
import dev.adjoint.nn.Flatten;
import dev.adjoint.nn.Identity;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Relu;
import dev.adjoint.nn.Residual;
import dev.adjoint.nn.Sequential;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.Test;

class BlockTest {

    /** A network written by hand, as users write them. */
    private static final class Network extends Layer {
        private final Sequential features;
        private final Linear classifier;

        Network(long seed) {
            SplittableRandom random = new SplittableRandom(seed);
            features = child(
                    "features",
                    new Sequential(
                            new Conv2d(1, 2, kernel(3).padding(1), random),
                            new BatchNorm2d(2),
                            new Relu(),
                            new Flatten()));
            classifier = child("classifier", new Linear(2 * 4 * 4, 3, random));
        }

        @Override
        protected Tensor compute(Tensor x) {
            return classifier.forward(features.forward(x));
        }
    }

    private static Tensor image() {
        return new Tensor(NDArray.normal(DType.FLOAT32, Shape.of(2, 1, 4, 4), 0, 1, new SplittableRandom(3)));
    }

    @Test
    void partsAreFoundByTheirPath() {
        Network network = new Network(1);
        assertThat(network.parameters())
                .containsOnlyKeys(
                        "features.0.weight",
                        "features.0.bias",
                        "features.1.weight",
                        "features.1.bias",
                        "classifier.weight",
                        "classifier.bias");
        assertThat(network.buffers())
                .containsOnlyKeys(
                        "features.1.running_mean", "features.1.running_var", "features.1.num_batches_tracked");
        assertThat(network.children()).containsOnlyKeys("features", "classifier");
        assertThat(network.state().keySet())
                .containsExactly(
                        "features.0.weight",
                        "features.0.bias",
                        "features.1.weight",
                        "features.1.bias",
                        "features.1.running_mean",
                        "features.1.running_var",
                        "features.1.num_batches_tracked",
                        "classifier.weight",
                        "classifier.bias");
    }

    @Test
    void stateCarriesANetworkOverToTheBit() {
        Network trained = new Network(1);
        trained.forward(image());
        Network fresh = new Network(2);
        fresh.load(trained.state());
        trained.eval();
        fresh.eval();
        assertThat(fresh.forward(image())
                        .value()
                        .sameBits(trained.forward(image()).value()))
                .isTrue();
    }

    @Test
    void stateIsACopy() {
        Network network = new Network(1);
        Map<String, NDArray> before = network.state();
        Parameter bias = network.parameters().get("classifier.bias");
        bias.assign(NDArray.full(DType.FLOAT32, bias.shape(), 5));
        assertThat(before.get("classifier.bias").at(0)).isNotEqualTo(5);
        Map<String, NDArray> given = network.state();
        network.load(given);
        bias.assign(NDArray.zeros(DType.FLOAT32, bias.shape()));
        assertThat(given.get("classifier.bias").at(0)).isEqualTo(5);
    }

    @Test
    void loadReportsAllThatDoesNotFitAndChangesNothing() {
        Network network = new Network(1);
        Map<String, NDArray> before = network.state();
        Map<String, NDArray> wrong = new LinkedHashMap<>(new Network(2).state());
        wrong.remove("features.0.bias");
        wrong.put("classifier.weight", NDArray.zeros(DType.FLOAT32, Shape.of(4, 32)));
        wrong.put("classifier.bias", NDArray.zeros(DType.FLOAT64, Shape.of(3)));
        wrong.put("head.weight", NDArray.zeros(DType.FLOAT32, Shape.of(1)));
        assertThatThrownBy(() -> network.load(wrong))
                .isInstanceOf(ArgumentException.class)
                .hasMessageContaining("missing features.0.bias, expected float32[2]")
                .hasMessageContaining("classifier.weight: expected float32[3, 32], got float32[4, 32]")
                .hasMessageContaining("classifier.bias: expected float32[3], got float64[3]")
                .hasMessageContaining("unexpected head.weight");
        network.state()
                .forEach((path, value) ->
                        assertThat(value.sameBits(before.get(path))).as(path).isTrue());
    }

    @Test
    void trainAndEvalReachAllChildren() {
        Dropout inner = new Dropout(0.5, new SplittableRandom(1));
        Sequential network = new Sequential(new Sequential(inner));
        assertThat(inner.isTraining()).isTrue();
        network.eval();
        assertThat(inner.isTraining()).isFalse();
        network.train();
        assertThat(inner.isTraining()).isTrue();
    }

    @Test
    void childAddedInEvaluationEvaluates() {
        Sequential network = new Sequential();
        network.eval();
        Relu late = new Relu();
        network.add(late);
        assertThat(late.isTraining()).isFalse();
    }

    @Test
    void frozenParametersGetNoGradient() {
        Network network = new Network(1);
        Block features = network.children().get("features");
        features.freeze();
        backward(network);
        assertThat(network.parameters().get("features.0.weight").grad()).isNull();
        assertThat(network.parameters().get("classifier.weight").grad()).isNotNull();
        features.unfreeze();
        backward(network);
        assertThat(network.parameters().get("features.0.weight").grad()).isNotNull();
        network.zeroGrad();
        assertThat(network.parameters().values()).allMatch(p -> p.grad() == null);
    }

    private static void backward(Network network) {
        try (Tape tape = Tape.record()) {
            tape.backward(network.forward(image()).square().sum());
        }
    }

    @Test
    void namesAreUniqueAndHaveNoDots() {
        for (String name : new String[] {"", "a.b", null, "taken"}) {
            Sequential network = new Sequential().add("taken", new Relu());
            assertThatThrownBy(() -> network.add(name, new Relu()))
                    .isInstanceOf(ArgumentException.class)
                    .hasMessageContaining("Sequential");
            assertThat(network.layers()).hasSize(1);
        }
    }

    @Test
    void moduleHasOneParentAndNoCycles() {
        Relu shared = new Relu();
        Sequential first = new Sequential(shared);
        assertThatThrownBy(() -> new Sequential(shared))
                .isInstanceOf(ArgumentException.class)
                .hasMessageContaining("already the part 0 of a Sequential");
        assertThatThrownBy(() -> first.add(shared)).isInstanceOf(ArgumentException.class);
        assertThatThrownBy(() -> first.add(first)).hasMessageContaining("cannot contain itself");
        Sequential outer = new Sequential(first);
        assertThatThrownBy(() -> first.add(outer)).hasMessageContaining("cannot contain itself");
        assertThatThrownBy(() -> first.add(null)).isInstanceOf(ArgumentException.class);
    }

    @Test
    void textIsATree() {
        assertThat(new Network(1)).hasToString("""
                        Network(
                          (features): Sequential(
                            (0): Conv2d(1, 2, kernel=3x3, padding=1x1)
                            (1): BatchNorm2d(2)
                            (2): Relu()
                            (3): Flatten()
                          )
                          (classifier): Linear(32, 3)
                        )""");
    }

    @Test
    void sameSeedGivesTheSameFirstValues() {
        assertThat(new Network(4)
                        .state()
                        .get("features.0.weight")
                        .sameBits(new Network(4).state().get("features.0.weight")))
                .isTrue();
    }

    @Test
    void partsAreNamedByTheirPathAndNearNamesHelp() {
        Network network = new Network(1);
        assertThat(network.parameter("features.0.weight").shape()).isEqualTo(Shape.of(2, 1, 3, 3));
        assertThat(network.buffer("features.1.running_var").value().size()).isEqualTo(2);
        assertThat(network.block("features.0")).isInstanceOf(Conv2d.class);
        assertThat(network.block("classifier", Linear.class).kind()).isEqualTo("Linear");
        assertRefused(
                () -> network.parameter("fatures.0.weight"),
                "Network: no parameter 'fatures.0.weight'; near: features.0.weight, features.1.weight");
        assertRefused(
                () -> network.parameters().get("clasifier.bias"),
                "Network: no parameter 'clasifier.bias'; near: classifier.bias");
        assertRefused(
                () -> network.buffer("mean"),
                "Network: no buffer 'mean'; it has features.1.running_mean, features.1.running_var, "
                        + "features.1.num_batches_tracked");
        assertRefused(() -> network.block("feature"), "Network: no block 'feature'; near: features");
        assertRefused(() -> new Relu().parameter("weight"), "Relu: no parameter 'weight'; it has none");
        assertRefused(
                () -> network.block("features.0", Linear.class),
                "block 'features.0' of Network: expected a Linear, got a Conv2d");
        assertThat(network.parameters().containsKey("typo")).isFalse();
        assertThat(network.parameters().getOrDefault("typo", null)).isNull();
    }

    private static void assertRefused(ThrowableAssert.ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(ArgumentException.class).hasMessage(message);
    }

    @Test
    void partIsReplacedAndTheOldOneIsFree() {
        Sequential network = new Sequential(new Flatten(), new Linear(16, 3, new SplittableRandom(1)));
        network.eval();
        Linear head = new Linear(16, 5, new SplittableRandom(2));
        Block old = network.replace("1", head);
        assertThat(network.forward(image().reshape(2, 16)).shape()).isEqualTo(Shape.of(2, 5));
        assertThat(network.block("1")).isSameAs(head);
        assertThat(network.parameters()).containsOnlyKeys("1.weight", "1.bias");
        assertThat(head.isTraining()).isFalse();
        assertThat(new Sequential((Layer) old).parameters()).containsOnlyKeys("0.weight", "0.bias");
    }

    @Test
    void nestedPartsOfContainersAreReplaced() {
        Sequential network = new Sequential()
                .add("residual", new Residual(new Relu()))
                .add("concat", new Concat(1, new Identity(), new Identity()));
        Tensor x = new Tensor(NDArray.full(DType.FLOAT32, Shape.of(1, 1), -2));
        assertThat(network.forward(x).value().toDoubleArray()).containsExactly(-2, -2);
        network.replace("residual.body", new Identity());
        network.replace("concat.1", new Relu());
        assertThat(network.forward(x).value().toDoubleArray()).containsExactly(-4, 0);
        network.replace("residual.shortcut", new Relu());
        assertThat(network.forward(x).value().toDoubleArray()).containsExactly(-2, 0);
    }

    @Test
    void refusedReplacementChangesNothing() {
        Network network = new Network(1);
        String before = network.toString();
        assertRefused(
                () -> network.replace("classifier", new Linear(32, 2, new SplittableRandom(1))),
                "part classifier of Network: Network does not let it be replaced");
        assertRefused(() -> network.take("features"), "part features of Network: Network cannot do without it");
        assertRefused(() -> network.replace("", new Relu()), "Network: expected the path of a part, got ''");
        assertThatThrownBy(() -> network.replace("features.0", network.block("features.2")))
                .hasMessageContaining("already the part 2 of a Sequential");
        assertThatThrownBy(() -> network.replace("features.9", new Relu())).hasMessageContaining("no block");
        assertRefused(
                () -> network.replace("features.2", new Embedding(2, 2, new SplittableRandom(1))),
                "part 2 of Sequential: expected a layer, got a Embedding");
        assertThat(network).hasToString(before);
    }

    @Test
    void partThatIsTakenGoesIntoAnotherModel() {
        Sequential network = new Sequential(new Flatten(), new Relu(), new Linear(16, 3, new SplittableRandom(1)));
        Layer linear = network.take("2");
        Sequential other = new Sequential(new Flatten(), linear);
        assertThat(network.children()).containsOnlyKeys("0", "1");
        assertThat(other.parameters()).containsOnlyKeys("1.weight", "1.bias");
        network.take("0");
        network.add(new Relu());
        assertThat(network.children()).containsOnlyKeys("1", "2");
    }

    @Test
    void blocksNestToAStatedDepthAndRunThere() {
        Layer deep = new Relu();
        for (int depth = 2; depth <= 500; depth++) {
            deep = new Sequential(deep);
        }
        assertThat(deep.forward(image()).shape()).isEqualTo(image().shape());
        assertThat(deep.blocks()).hasSize(500);
        assertThat(deep.toString()).contains("Relu()");
        Layer deepest = deep;
        assertRefused(
                () -> new Sequential(deepest),
                "child 0 of Sequential: expected at most 500 blocks within each other, got 501");
        Sequential outer = new Sequential();
        Sequential inner = outer;
        for (int depth = 2; depth <= 500; depth++) {
            Sequential next = new Sequential();
            inner.add(next);
            inner = next;
        }
        Sequential innermost = inner;
        assertRefused(
                () -> innermost.add(new Relu()),
                "child 0 of Sequential: expected at most 500 blocks within each other, got 501");
    }

    @Test
    void modesAreRestoredPartByPart() {
        Network network = new Network(1);
        network.block("features.1").eval();
        Boolean inside = network.evaluating(network::isTraining);
        assertThat(inside).isFalse();
        assertThat(network.isTraining()).isTrue();
        assertThat(network.block("features.1").isTraining()).isFalse();
        network.eval();
        network.block("classifier").train();
        assertThatThrownBy(() -> network.training(() -> {
                    assertThat(network.block("features.1").isTraining()).isTrue();
                    throw new IOException("checked");
                }))
                .isInstanceOf(IOException.class);
        assertThat(network.isTraining()).isFalse();
        assertThat(network.block("classifier").isTraining()).isTrue();
    }
}
