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
import dev.adjoint.nn.Conv2d;
import dev.adjoint.nn.Dropout;
import dev.adjoint.nn.Flatten;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Relu;
import dev.adjoint.nn.Sequential;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ModuleTest {

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
                            (0): Conv2d(in_channels=1, out_channels=2, kernel_size=[3, 3], stride=[1, 1], \
                        padding=[1, 1], dilation=[1, 1], groups=1, bias=true, padding_mode=zeros)
                            (1): BatchNorm2d(num_features=2, eps=1.0E-5, momentum=0.1, affine=true, \
                        track_running_stats=true)
                            (2): Relu()
                            (3): Flatten(start_dim=1, end_dim=-1)
                          )
                          (classifier): Linear(in_features=32, out_features=3, bias=true)
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
}
