package dev.adjoint.suite.gradients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.DType;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import dev.adjoint.suite.fuzz.Call;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** With suitable settings, every operation takes inputs of other shapes and element types, or refuses them. */
class OtherInputsTest {
    private static final int TRIES = 60;

    static Stream<Example> examples() {
        return OpGradients.all().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("examples")
    void inputsOfOtherShapesGiveAResultOrAnErrorOfOurs(Example example) {
        Random random = new Random(example.name().hashCode());
        for (int i = 0; i < TRIES; i++) {
            List<Tensor> inputs = changed(example.inputs(), random);
            Call.isAnswered(
                    example + " of " + inputs.stream().map(Tensor::shape).toList(),
                    () -> example.function().apply(inputs));
        }
        assertThat(Call.isAnswered(example.name(), () -> example.function().apply(example.inputs())))
                .isTrue();
    }

    /** One input, or sometimes two, has another shape, another element type, or NaN and infinities. */
    private static List<Tensor> changed(List<Tensor> inputs, Random random) {
        Tensor[] changed = inputs.toArray(Tensor[]::new);
        for (int changes = 1 + random.nextInt(2); changes > 0; changes--) {
            int which = random.nextInt(changed.length);
            changed[which] = changed(changed[which], random);
        }
        return List.of(changed);
    }

    private static Tensor changed(Tensor x, Random random) {
        int[] dims = x.shape().dims();
        DType dtype = x.dtype();
        int kind = random.nextInt(6);
        if (kind == 0) {
            dtype = dtype == DType.FLOAT32 ? DType.FLOAT64 : DType.FLOAT32;
        } else if (kind == 1) {
            return new Tensor(NDArray.full(dtype, x.shape(), random.nextBoolean() ? Double.NaN : Double.MAX_VALUE));
        } else if (kind == 2 && dims.length > 0) {
            dims = IntStream.of(dims).skip(1).toArray();
        } else if (kind == 3) {
            dims = IntStream.concat(IntStream.of(random.nextInt(3)), IntStream.of(dims))
                    .toArray();
        } else if (dims.length > 0) {
            dims[random.nextInt(dims.length)] = random.nextInt(5);
        }
        return new Tensor(NDArray.normal(dtype, Shape.of(dims), 0, 1, random));
    }
}
