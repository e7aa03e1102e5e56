package dev.adjoint.suite.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.adjoint.ArgumentException;
import dev.adjoint.ConvOptions;
import dev.adjoint.DType;
import dev.adjoint.DataFormatException;
import dev.adjoint.IntArray;
import dev.adjoint.NDArray;
import dev.adjoint.Parameter;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import dev.adjoint.io.SafeTensors;
import dev.adjoint.nn.BatchNorm2d;
import dev.adjoint.nn.Block;
import dev.adjoint.nn.Concat;
import dev.adjoint.nn.Conv2d;
import dev.adjoint.nn.Dropout;
import dev.adjoint.nn.Embedding;
import dev.adjoint.nn.Flatten;
import dev.adjoint.nn.Identity;
import dev.adjoint.nn.Init;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.LayerSpec;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.ModelFormat;
import dev.adjoint.nn.Models;
import dev.adjoint.nn.Relu;
import dev.adjoint.nn.Residual;
import dev.adjoint.nn.Sequential;
import dev.adjoint.suite.nn.LayerCatalogue;
import dev.adjoint.suite.nn.LayerCatalogue.Example;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A model in a file is the model: architecture, element type, weights and buffers. */
class ModelsTest {
    @TempDir
    Path directory;

    static Stream<Example> examples() {
        return Arrays.stream(DType.values()).flatMap(dtype -> LayerCatalogue.examples(dtype).stream());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyLayerComesBackWithTheSameOutputs(Example example) throws IOException {
        Layer layer = example.layer();
        DType dtype = dtype(layer);
        Tensor x = new Tensor(NDArray.uniform(dtype, example.input(), 0.5, 2, new SplittableRandom(3)));
        layer.train();
        layer.forward(x);
        layer.eval();
        Path file = directory.resolve("model.safetensors");
        Models.save(layer, file);
        Layer loaded = Models.load(file);
        assertThat(loaded).hasSameClassAs(layer).hasToString(layer.toString());
        assertSameState(loaded, layer);
        assertThat(loaded.isTraining()).isFalse();
        assertThat(loaded.forward(x).value().sameBits(layer.forward(x).value())).isTrue();
        Path again = directory.resolve("again.safetensors");
        Models.save(loaded, again);
        assertThat(again).hasSameBinaryContentAs(file);
    }

    private static DType dtype(Layer layer) {
        return layer.state().values().stream().map(NDArray::dtype).findFirst().orElse(DType.FLOAT32);
    }

    private static void assertSameState(Block got, Block expected) {
        Map<String, NDArray> state = got.state();
        assertThat(state.keySet()).isEqualTo(expected.state().keySet());
        expected.state()
                .forEach((path, value) ->
                        assertThat(value.sameBits(state.get(path))).as(path).isTrue());
    }

    @Test
    void everyModuleIsAType() {
        List<String> missing = new ClassFileImporter()
                .importPackages("dev.adjoint.nn").stream()
                        .filter(c -> c.isAssignableTo(Block.class))
                        .filter(c -> c.getModifiers().contains(JavaModifier.PUBLIC))
                        .filter(c -> !c.getModifiers().contains(JavaModifier.ABSTRACT))
                        .filter(c -> ModelFormat.CATALOGUE.types().get(c.getSimpleName()) != c.reflect())
                        .map(JavaClass::getName)
                        .toList();
        assertThat(missing).isEmpty();
    }

    @Test
    void nestedNetworkComesBack() throws IOException {
        RandomGenerator random = new SplittableRandom(5);
        Layer model = new Sequential()
                .add(
                        "features",
                        new Sequential(
                                new Conv2d(1, 4, ConvOptions.kernel(3).padding(1), random),
                                new BatchNorm2d(4),
                                new Residual(new Sequential(
                                        new Conv2d(4, 4, ConvOptions.kernel(3).padding(1), random), new Relu())),
                                new Concat(
                                        1,
                                        new Identity(),
                                        new Residual(new Identity(), new Conv2d(4, 4, ConvOptions.kernel(1), random)))))
                .add("flatten", new Flatten())
                .add("dropout", new Dropout(0.5, random))
                .add("classifier", new Linear(8 * 36, 3, random));
        Path file = directory.resolve("model.safetensors");
        model.eval();
        Models.save(model, file);
        Layer loaded = Models.load(file);
        Tensor x = new Tensor(NDArray.normal(DType.FLOAT32, Shape.of(2, 1, 6, 6), 0, 1, random));
        assertThat(loaded).hasToString(model.toString());
        assertThat(loaded.parameters().keySet()).contains("features.2.body.0.weight", "features.3.1.shortcut.bias");
        assertThat(loaded.forward(x).value().sameBits(model.forward(x).value())).isTrue();
    }

    @Test
    void moduleWithoutAForwardPassOfTensorsIsLoadedByItsFormat() throws IOException {
        Embedding embedding = new Embedding(5, 2, 1, DType.FLOAT64, new SplittableRandom(1));
        Path file = directory.resolve("model.safetensors");
        Models.save(embedding, file);
        Embedding loaded = (Embedding) ModelFormat.CATALOGUE.load(file, new SplittableRandom(1));
        IntArray index = IntArray.of(4, 1, 0);
        assertThat(loaded.forward(index)
                        .value()
                        .sameBits(embedding.forward(index).value()))
                .isTrue();
        assertThatExceptionOfType(DataFormatException.class)
                .isThrownBy(() -> Models.load(file))
                .withMessageContaining("expected a model of type Layer, got a model of type Embedding");
    }

    @Test
    void trainingGoesOnWithTheGeneratorGiven() throws IOException {
        Path file = directory.resolve("model.safetensors");
        Models.save(new Dropout(0.5, new SplittableRandom(1)), file);
        Tensor x = new Tensor(NDArray.full(DType.FLOAT32, Shape.of(64), 1));
        Layer same = new Dropout(0.5, new SplittableRandom(9));
        Layer loaded = Models.load(file, new SplittableRandom(9));
        loaded.train();
        assertThat(loaded.forward(x).value().sameBits(same.forward(x).value())).isTrue();
    }

    @Test
    void metadataOfOnesOwnIsKept() throws IOException {
        Path file = directory.resolve("model.safetensors");
        ModelFormat.CATALOGUE.save(new Relu(), file, Map.of("classes", "cat,dog"));
        try (SafeTensors content = SafeTensors.open(file)) {
            assertThat(content.metadata())
                    .isEqualTo(Map.of(ModelFormat.KEY, "{\"type\":\"Relu\"}", "classes", "cat,dog"));
        }
        assertThatExceptionOfType(ArgumentException.class)
                .isThrownBy(() -> ModelFormat.CATALOGUE.save(new Relu(), file, Map.of(ModelFormat.KEY, "")));
    }

    /** A layer that the catalogue does not know. */
    private static final class Scale extends Layer {
        private final Parameter factor;
        private final double power;

        private Scale(int channels, double power) {
            this(LayerSpec.of().with("channels", channels).with("power", power));
        }

        private Scale(LayerSpec spec) {
            super(spec);
            factor = parameter("factor", Init.constant(2), spec.positive("channels"));
            power = spec.number("power", 1);
        }

        @Override
        protected Tensor compute(Tensor x) {
            return x.mul(factor).pow(power);
        }
    }

    /** A container that the catalogue does not know. */
    private static final class Twice extends Layer {
        private final Layer once;

        private Twice(Layer once) {
            this(LayerSpec.of().child("once", once));
        }

        private Twice(LayerSpec spec) {
            super(spec);
            once = child("once", spec.layer("once"));
        }

        @Override
        protected Tensor compute(Tensor x) {
            return once.forward(once.forward(x));
        }
    }

    private static final ModelFormat FORMAT =
            ModelFormat.CATALOGUE.with(Scale.class, Scale::new).with(Twice.class, Twice::new);

    @Test
    void layersOfOnesOwnAreRegistered() throws IOException {
        Layer model = new Sequential(new Twice(new Scale(3, 2)), new Relu());
        model.parameters().values().forEach(p -> p.assign(NDArray.of(Shape.of(3), 0.5f, 1f, 3f)));
        Path file = directory.resolve("model.safetensors");
        FORMAT.save(model, file, Map.of());
        Layer loaded = (Layer) FORMAT.load(file, new SplittableRandom(1));
        Tensor x = new Tensor(NDArray.of(Shape.of(3), 1f, 2f, 3f));
        assertThat(loaded).hasToString(model.toString());
        assertThat(loaded.forward(x).value().sameBits(model.forward(x).value())).isTrue();
        assertThatExceptionOfType(DataFormatException.class)
                .isThrownBy(() -> Models.load(file))
                .withMessageContaining("module '0' of type Twice: unknown type; known are [Identity, Relu, ");
    }

    @Test
    void layerThatIsNotRegisteredIsNotSaved() {
        Path file = directory.resolve("model.safetensors");
        assertThatExceptionOfType(ArgumentException.class)
                .isThrownBy(() -> Models.save(new Sequential(new Relu(), new Scale(3, 2)), file))
                .withMessage("module '1': " + Scale.class.getName() + " is no type of the model format; register it");
        assertThat(file).doesNotExist();
    }

    @Test
    void typeNamesAndClassesAreTakenOnce() {
        assertThatExceptionOfType(ArgumentException.class)
                .isThrownBy(() -> FORMAT.with("Relu", Layer.class, spec -> new Relu()))
                .withMessage("model format: the type name 'Relu' is already taken");
        assertThatExceptionOfType(ArgumentException.class)
                .isThrownBy(() -> FORMAT.with("Other", Scale.class, spec -> new Scale(1, 1)))
                .withMessage("model format: " + Scale.class.getName() + " is already the type 'Scale'");
    }

    @Test
    void constructorThatMakesSomethingElseIsRefused() {
        ModelFormat wrong = ModelFormat.CATALOGUE.with(Twice.class, spec -> new Twice(new Relu()));
        assertThatExceptionOfType(DataFormatException.class)
                .isThrownBy(() -> wrong.fromJson(
                        "own",
                        "{\"type\":\"Twice\",\"children\":{\"once\":{\"type\":\"Tanh\"}}}",
                        new SplittableRandom(1)))
                .withMessageContaining("expected no children, got [once]");
        ModelFormat other = ModelFormat.CATALOGUE.with(Twice.class, spec -> {
            spec.layer("once");
            return new Twice(new Relu());
        });
        assertThatExceptionOfType(DataFormatException.class)
                .isThrownBy(() -> other.fromJson(
                        "own",
                        "{\"type\":\"Twice\",\"children\":{\"once\":{\"type\":\"Tanh\"}}}",
                        new SplittableRandom(1)))
                .withMessageContaining("expected children");
        ModelFormat none = ModelFormat.CATALOGUE.with(Scale.class, spec -> null);
        assertThatExceptionOfType(DataFormatException.class)
                .isThrownBy(() -> none.fromJson("own", "{\"type\":\"Scale\"}", new SplittableRandom(1)))
                .withMessageContaining("its constructor made nothing");
    }

    /** A layer that draws its first value by itself, which a file's must replace. */
    private static final class Plain extends Layer {
        private final Parameter shift = parameter("shift", NDArray.zeros(DType.FLOAT32, Shape.of(2)));

        @Override
        protected Tensor compute(Tensor x) {
            return x.add(shift);
        }
    }

    @Test
    void layerWithoutASpecIsLoadedToo() throws IOException {
        ModelFormat format = ModelFormat.CATALOGUE.with(Plain.class, spec -> new Plain());
        Plain model = new Plain();
        model.shift.assign(NDArray.of(Shape.of(2), 3f, 4f));
        Path file = directory.resolve("plain.safetensors");
        format.save(model, file, Map.of());
        Block loaded = format.load(file, new SplittableRandom(1));
        assertThat(loaded.parameter("shift").value().toDoubleArray()).containsExactly(3, 4);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void loadingDrawsNoNumbers(Example example) throws IOException {
        Path file = directory.resolve("model.safetensors");
        Models.save(example.layer(), file);
        RandomGenerator untouched = () -> {
            throw new AssertionError("a number was drawn");
        };
        assertSameState(Models.load(file, untouched), example.layer());
    }

    @Test
    void functionIsNotSaved() {
        Sequential model = new Sequential().add("tanh", Tensor::tanh);
        assertThatExceptionOfType(ArgumentException.class)
                .isThrownBy(() -> Models.toJson(model))
                .withMessage("module 'tanh': the function tanh has no type that a file could name");
    }

    @Test
    void modelOfAKnownTypeIsLoadedAsSuch() throws IOException {
        Path file = directory.resolve("model.safetensors");
        Models.save(new Sequential(new Linear(2, 3, new SplittableRandom(1))), file);
        Sequential loaded = Models.load(file, Sequential.class);
        loaded.replace("0", new Linear(2, 5, new SplittableRandom(2)));
        assertThat(loaded.forward(new Tensor(NDArray.zeros(DType.FLOAT32, Shape.of(1, 2))))
                        .shape())
                .isEqualTo(Shape.of(1, 5));
        Layer taken = Models.load(file, Sequential.class).take("0");
        assertThat(new Sequential(new Relu(), taken).parameters()).containsOnlyKeys("1.weight", "1.bias");
        assertThatExceptionOfType(DataFormatException.class)
                .isThrownBy(() -> Models.load(file, Linear.class))
                .withMessageContaining("expected a model of type Linear, got a model of type Sequential");
    }

    @Test
    void damagedFileGivesNoModel() throws IOException {
        Path file = directory.resolve("model.safetensors");
        Models.save(new Linear(2, 2, new SplittableRandom(1)), file);
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThatExceptionOfType(DataFormatException.class)
                    .as("the first %d bytes", length)
                    .isThrownBy(() -> Models.load(file))
                    .satisfies(e -> assertThat(e.source()).isEqualTo(file.toString()));
        }
    }
}
