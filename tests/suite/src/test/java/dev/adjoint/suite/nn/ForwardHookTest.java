package dev.adjoint.suite.nn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import dev.adjoint.nn.ChannelDropout;
import dev.adjoint.nn.Dropout;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Relu;
import dev.adjoint.nn.Sequential;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ForwardHookTest {
    private final Layer relu = new Relu();
    private final Tensor x = new Tensor(NDArray.of(Shape.of(2), -1.0, 2.0));

    @Test
    void hookMayChangeInputAndOutput() {
        relu.onForward((input, layer) -> layer.apply(input.neg()).mul(10));

        assertThat(relu.forward(x).value().toDoubleArray()).containsExactly(10, 0);
    }

    @Test
    void laterHookStandsAroundEarlierOnes() {
        List<String> order = new ArrayList<>();
        relu.onForward((input, layer) -> noted(order, "inner", layer.apply(input)));
        relu.onForward((input, layer) -> noted(order, "outer", layer.apply(input)));

        relu.forward(x);

        assertThat(order).containsExactly("inner", "outer");
    }

    @Test
    void closedHookIsGoneAndOthersStay() {
        List<String> order = new ArrayList<>();
        Layer.Registration first = relu.onForward((input, layer) -> noted(order, "first", layer.apply(input)));
        relu.onForward((input, layer) -> noted(order, "second", layer.apply(input)));

        first.close();
        relu.forward(x);

        assertThat(order).containsExactly("second");
    }

    @Test
    void generatorsAreKnownByPath() {
        RandomGenerator random = RandomGenerator.of("SplittableRandom");
        RandomGenerator other = RandomGenerator.of("SplittableRandom");
        Sequential model =
                new Sequential(new Dropout(0.5, random), new Relu(), new Sequential(new ChannelDropout(1, 0.5, other)));

        assertThat(model.generators())
                .containsExactlyInAnyOrderEntriesOf(Map.of("0.random", random, "2.0.random", other));
    }

    private static Tensor noted(List<String> order, String name, Tensor y) {
        order.add(name);
        return y;
    }
}
