package dev.adjoint.suite.nn;

import static dev.adjoint.ConvOptions.kernel;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.DType;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.ShapeException;
import dev.adjoint.Tape;
import dev.adjoint.Tensor;
import dev.adjoint.TransposeOptions;
import dev.adjoint.nn.*;
import dev.adjoint.suite.nn.LayerCatalogue.Example;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One sample without a batch axis is a batch of one, and no number of axes is guessed. */
class UnbatchedInputTest {

    /** What PyTorch calls spatial, and the layers that have a number of axes of their own here. */
    private static boolean isSpatial(Layer layer) {
        String kind = layer.kind();
        return kind.matches(".*(Conv|Pool|InstanceNorm|Pixel|Pad|Upsample|Unfold|Fold|ChannelDropout).*");
    }

    static List<Example> examples() {
        return LayerCatalogue.examples(DType.FLOAT32).stream()
                .filter(example -> isSpatial(example.layer()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void sampleGivesTheBitsOfABatchOfOne(Example example) {
        Layer layer = example.layer();
        Shape shape = example.input().with(0, 1);
        Tensor batch = new Tensor(NDArray.uniform(DType.FLOAT32, shape, 0.5, 2, new SplittableRandom(3)));
        Tensor sample = batch.squeeze(0);
        layer.train();
        if (!layer.generators().isEmpty()) {
            layer.eval();
        }
        Tensor expected = layer.forward(batch);
        Tensor got = layer.forward(sample);
        assertThat(got.shape()).isEqualTo(expected.squeeze(0).shape());
        assertThat(got.value().sameBits(expected.squeeze(0).value())).isTrue();
        Map<String, NDArray> gradients = gradients(layer, batch);
        gradients(layer, sample)
                .forEach((path, gradient) -> assertThat(gradient.sameBits(gradients.get(path)))
                        .as(path)
                        .isTrue());
    }

    private static Map<String, NDArray> gradients(Layer layer, Tensor x) {
        if (layer.parameters().isEmpty()) {
            return Map.of();
        }
        layer.zeroGrad();
        try (Tape tape = Tape.record()) {
            Tensor y = layer.forward(x);
            tape.backward(y.mul(y).sum());
        }
        return layer.parameters().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, p -> p.getValue().grad().value()));
    }

    @Test
    void everySpatialKindIsTested() {
        assertThat(examples().stream().map(e -> e.layer().kind()).distinct()).hasSize(33);
    }

    private static Tensor zeros(int... sizes) {
        return new Tensor(NDArray.zeros(DType.FLOAT32, Shape.of(sizes)));
    }

    /** A layer that was made for images takes an image, and nothing that looks like one by chance. */
    @Test
    void noNumberOfAxesIsGuessed() {
        Tensor image = zeros(3, 4, 4);
        assertThat(new MaxPool2d(2).forward(image).shape()).isEqualTo(Shape.of(3, 2, 2));
        assertThat(new GlobalAvgPool(2).forward(image).shape()).isEqualTo(Shape.of(3, 1, 1));
        assertThat(Upsample.axes(2).nearest(2).forward(image).shape()).isEqualTo(Shape.of(3, 8, 8));
        assertThat(Upsample.axes(1).nearest(2).forward(image).shape()).isEqualTo(Shape.of(3, 4, 8));
        assertRefused(new MaxPool2d(2), zeros(4, 4), "MaxPool2d: expected [N, C, H, W] or [C, H, W], got [4, 4]");
        assertRefused(
                new GlobalAvgPool(1),
                zeros(1, 3, 4, 4),
                "GlobalAvgPool: expected [N, C, L] or [C, L], got [1, 3, 4, 4]");
        assertRefused(
                new BatchNorm2d(3),
                image,
                "BatchNorm2d: expected [N, C, H, W], got [3, 4, 4]; unsqueeze(0) makes a batch" + " of one sample");
        Sequential network =
                new Sequential(new GlobalAvgPool(2), new Flatten(), new Linear(4, 2, new SplittableRandom(1)));
        assertThatThrownBy(() -> network.forward(zeros(4, 4, 4))).isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> new GlobalAvgPool(4)).hasMessage("axes: expected 1 to 3 spatial axes, got 4");
        assertThatThrownBy(() -> Upsample.axes(0)).hasMessage("axes: expected 1 to 3 spatial axes, got 0");
    }

    private static void assertRefused(Layer layer, Tensor x, String message) {
        assertThatThrownBy(() -> layer.forward(x))
                .isInstanceOf(ShapeException.class)
                .hasMessage(message);
    }

    /** Files from before layers stated their number of axes hold layers of any, which take batches as they did. */
    @Test
    void filesWithoutANumberOfAxesTakeBatchesAsBefore() {
        Function<String, Layer> read = json -> Models.fromJson(json.replace('\'', '"'), new SplittableRandom(1));
        Layer pool = read.apply("{'type':'GlobalAvgPool'}");
        assertThat(pool.forward(zeros(2, 3, 4)).shape()).isEqualTo(Shape.of(2, 3, 1));
        assertThat(pool.forward(zeros(2, 3, 4, 5)).shape()).isEqualTo(Shape.of(2, 3, 1, 1));
        assertRefused(pool, zeros(3, 4), "GlobalAvgPool: expected [N, C, spatial...], got [3, 4]");
        Layer upsample = read.apply("{'type':'Upsample','settings':{'mode':'nearest','scale_factor':[2]}}");
        assertThat(upsample.forward(zeros(1, 2, 3)).shape()).isEqualTo(Shape.of(1, 2, 6));
        Layer pad = read.apply("{'type':'Pad','settings':{'mode':'reflect','before':[1],'after':[0]}}");
        assertThat(pad.forward(zeros(1, 2, 3, 4)).shape()).isEqualTo(Shape.of(1, 2, 4, 5));
        assertThat(Models.toJson(pad)).doesNotContain("axes");
    }

    @Test
    void transposedConvolutionTakesAWantedSizePerCall() {
        SplittableRandom random = new SplittableRandom(1);
        ConvTranspose2d up = new ConvTranspose2d(
                1, 1, TransposeOptions.of(kernel(3).stride(2).padding(1)), random);
        Tensor x = new Tensor(NDArray.uniform(DType.FLOAT32, Shape.of(1, 1, 2, 2), -1, 1, random));
        assertThat(up.forward(x).shape()).isEqualTo(Shape.of(1, 1, 3, 3));
        Tensor larger = up.forward(x, 4, 4);
        assertThat(larger.shape()).isEqualTo(Shape.of(1, 1, 4, 4));
        assertThat(up.forward(x.squeeze(0), 4)
                        .value()
                        .sameBits(larger.squeeze(0).value()))
                .isTrue();
        ConvTranspose2d padded = new ConvTranspose2d(
                1, 1, TransposeOptions.of(kernel(3).stride(2).padding(1)).outputPadding(1), random);
        padded.load(up.state());
        assertThat(padded.forward(x).value().sameBits(larger.value())).isTrue();
        assertThatThrownBy(() ->
                        new Sequential(up).block("0", ConvTranspose2d.class).forward(x, 5, 5))
                .isInstanceOf(ShapeException.class)
                .hasMessageStartingWith("0: conv_transpose2d: ");
    }
}
