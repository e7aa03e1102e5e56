package dev.adjoint.suite.explorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.adjoint.ArgumentException;
import dev.adjoint.Checkpoint;
import dev.adjoint.ConvOptions;
import dev.adjoint.DType;
import dev.adjoint.Entry;
import dev.adjoint.Forward;
import dev.adjoint.Gradient;
import dev.adjoint.NDArray;
import dev.adjoint.Op;
import dev.adjoint.Parameter;
import dev.adjoint.PoolOptions;
import dev.adjoint.Shape;
import dev.adjoint.ShapeException;
import dev.adjoint.Tape;
import dev.adjoint.TapeException;
import dev.adjoint.Tensor;
import dev.adjoint.Workspace;
import dev.adjoint.examples.Explanations;
import dev.adjoint.explorer.Explorer;
import dev.adjoint.explorer.Film;
import dev.adjoint.explorer.Limits;
import dev.adjoint.explorer.Page;
import dev.adjoint.explorer.Picture;
import dev.adjoint.explorer.Recording;
import dev.adjoint.nn.BatchNorm2d;
import dev.adjoint.nn.Conv2d;
import dev.adjoint.nn.Flatten;
import dev.adjoint.nn.Relu;
import dev.adjoint.nn.Sequential;
import dev.adjoint.op.Pool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the explorer records of a tape, and what it does not change. */
class ExplorerTest {
    private final Parameter weight = new Parameter("weight", NDArray.of(Shape.of(2), 3.0, -2.0));
    private final Tensor x = Tensor.of(new double[] {1, 5}, 2);

    @TempDir
    private Path directory;

    private static JsonNode data(Recording recording) throws IOException {
        return new ObjectMapper()
                .readTree(PageData.of(new Page(List.of(recording))))
                .get(0);
    }

    @Test
    void numbersAreTheTapes() throws IOException {
        JsonNode entries;
        NDArray gradient;
        try (Tape tape = Tape.record()) {
            Tensor loss = weight.mul(x).square().sum();
            entries = data(Explorer.of(tape).name(x, "x").recording()).get("entries");
            gradient = tape.gradients(loss, weight).get(0).value();
        }
        assertThat(entries.get(0).get("name").asText()).isEqualTo("weight");
        assertThat(entries.get(0).get("kind").asText()).isEqualTo("PARAMETER");
        assertThat(entries.get(1).get("name").asText()).isEqualTo("x");
        assertThat(entries.get(0).get("gradient").get("data")).hasSize(2);
        for (int i = 0; i < 2; i++) {
            assertThat(entries.get(0).get("gradient").get("data").get(i).asDouble())
                    .isEqualTo(gradient.at(i));
        }
    }

    @Test
    void valuesThatWentBackToAWorkspaceAreComputedAgain() throws IOException {
        Sequential model = new Sequential(
                new Conv2d(1, 2, ConvOptions.kernel(3), new SplittableRandom(1)), new Relu(), new Flatten());
        Tensor image = new Tensor(NDArray.full(DType.FLOAT32, Shape.of(1, 1, 30, 30), 0.5));
        JsonNode expected;
        JsonNode entries;
        try (Tape tape = Tape.record()) {
            Checkpoint.of(t -> model.forward(t).tanh(), image).square().sum();
            expected = data(Explorer.of(tape).recording()).get("entries");
        }
        Workspace.Scope scope = Workspace.poisoned().open();
        try (scope;
                Tape tape = Tape.record()) {
            model.forward(image).tanh().square().sum();
            assertThat(tape.entries()).anyMatch(entry -> !entry.output().value().isReadable());
            entries = data(Explorer.of(tape).recording()).get("entries");
        }
        assertThat(entries).hasSameSizeAs(expected);
        for (int i = 0; i < entries.size(); i++) {
            for (String field : List.of("name", "inputs", "value", "gradient")) {
                assertThat(entries.get(i).get(field))
                        .as("%s of entry %d", field, i)
                        .isEqualTo(expected.get(i).get(field));
            }
        }
        assertThat(entries.findValuesAsText("path")).contains("0", "1", "2");
    }

    /** An operation of somebody else's with the name of one of ours, but a cube. */
    private record Relu3() implements Op {
        @Override
        public String name() {
            return "relu";
        }

        @Override
        public Forward forward(NDArray... in) {
            double[] y = in[0].toDoubleArray();
            Arrays.setAll(y, i -> y[i] * y[i] * y[i]);
            return Forward.of(NDArray.wrap(in[0].shape(), y).to(in[0].dtype()));
        }

        @Override
        public Gradient[] vjp(Entry entry, Tensor g) {
            return Gradient.of(() -> g.mul(entry.input(0).square()).mul(3));
        }
    }

    @Test
    void operationOfSomebodyElseIsNotDescribedByItsName() throws IOException {
        JsonNode entries;
        try (Tape tape = Tape.record()) {
            new Relu3().apply(x).relu().sum();
            entries = data(Explorer.of(tape).recording()).get("entries");
        }
        assertThat(entries.get(1).get("name").asText()).isEqualTo("relu");
        assertThat(entries.get(1).hasNonNull("formula")).isFalse();
        assertThat(entries.get(1).get("derivatives").get(0).get("values").get(1).asDouble())
                .isEqualTo(75);
        assertThat(entries.get(2).hasNonNull("formula")).isTrue();
    }

    @Test
    void theTapeAndTheParametersStayAsTheyWere() {
        try (Tape tape = Tape.record()) {
            Tensor loss = Pool.max(weight.reshape(1, 1, 1, 2), PoolOptions.kernel(1, 2))
                    .sum();
            int entries = tape.entries().size();
            Explorer.of(tape).recording();
            assertThat(tape.entries()).hasSize(entries);
            assertThat(weight.grad()).isNull();
            tape.backward(loss);
        }
        assertThat(weight.grad().toDoubleArray()).containsExactly(1, 0);
    }

    @Test
    void whatAnOperationAddsIsKeptApartWhereOthersAddToo() throws IOException {
        try (Tape tape = Tape.record()) {
            x.square().add(x.mul(10)).sum();
            JsonNode entries = data(Explorer.of(tape).recording()).get("entries");
            assertThat(entries.get(1).get("contributions").get(0).get("data").toString())
                    .isEqualTo("[1.0,5.0]");
            assertThat(entries.get(2).get("contributions").get(0).get("data").toString())
                    .isEqualTo("[10.0,10.0]");
            assertThat(entries.get(0).get("gradient").get("data").toString()).isEqualTo("[12.0,20.0]");
        }
    }

    @Test
    void whatDoesNotLeadToTheLossHasNoGradient() throws IOException {
        try (Tape tape = Tape.record()) {
            x.exp();
            weight.sum();
            JsonNode entries = data(Explorer.of(tape).recording()).get("entries");
            assertThat(entries.get(1).get("name").asText()).isEqualTo("exp");
            assertThat(entries.get(1).has("gradient")).isFalse();
        }
    }

    @Test
    void bigTensorsKeepABlockFromTheirFirstCorner() throws IOException {
        Tensor big = new Tensor(NDArray.of(
                Shape.of(2, 3, 4), IntStream.range(0, 24).asDoubleStream().toArray()));
        try (Tape tape = Tape.record()) {
            big.sum();
            JsonNode value = data(Explorer.of(tape)
                            .limits(Limits.DEFAULTS.elements(9))
                            .recording())
                    .get("entries")
                    .get(0)
                    .get("value");
            assertThat(value.get("shape").toString()).isEqualTo("[2,3,4]");
            assertThat(value.get("kept").toString()).isEqualTo("[1,2,4]");
            assertThat(value.get("data").toString()).isEqualTo("[0.0,1.0,2.0,3.0,4.0,5.0,6.0,7.0]");
        }
    }

    @Test
    void statisticsOfABatchAreFoundAnewForFiniteDifferences() throws IOException {
        BatchNorm2d norm = new BatchNorm2d(2);
        Tensor images = new Tensor(NDArray.normal(DType.FLOAT32, Shape.of(3, 2, 2, 2), 0, 1, new SplittableRandom(1)));
        try (Tape tape = Tape.record()) {
            norm.forward(images).pow(3).sum();
            JsonNode check = data(Explorer.of(tape).name(images, "images").recording())
                    .get("checks")
                    .get(0);
            for (int i = 0; i < check.get("elements").size(); i++) {
                double analytic = check.get("analytic").get(i).asDouble();
                assertThat(check.get("numeric").get(i).asDouble() - analytic).isBetween(-1e-3, 1e-3);
            }
        }
    }

    @Test
    void theEdgeDetectorsLossIsAPolynomialWhoseCurvatureAllowsAThirtieth() throws IOException {
        JsonNode quadratic = data(Explanations.edgeDetector()).get("surface").get("quadratic");
        assertThat(quadratic.get("constant").asDouble()).isEqualTo(12);
        assertThat(quadratic.get("gradient").toString()).isEqualTo("[-12.0,12.0]");
        assertThat(quadratic.get("hessian").toString()).isEqualTo("[36.0,24.0,36.0]");
    }

    @Test
    void aPageOfTheEdgeDetectorIsSmallerThanTwoMegabytes() {
        String html = new Page(List.of(Explanations.edgeDetector())).html();
        assertThat(html.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(2_000_000);
        assertThat(html)
                .contains("default-src 'none'")
                .doesNotContain("src=\"http", "href=\"http", "url(http", "url(fonts");
    }

    @Test
    void licencesOfAllLibrariesAreOnThePage() {
        String html = new Page(List.of(Explanations.edgeDetector())).html();
        assertThat(html)
                .contains(
                        "Copyright 2010-2023 Mike Bostock",
                        "Khan Academy",
                        "Chris Pettitt",
                        "Copyright OpenJS Foundation");
    }

    @Test
    void textCannotEndTheScriptThatHoldsTheData() throws IOException {
        String harm = "</script><script>alert(1)</script><!--";
        try (Tape tape = Tape.record()) {
            weight.sum();
            Recording recording =
                    Explorer.of(tape).title(harm).name(weight, harm).recording();
            assertThat(data(recording).get("title").asText()).isEqualTo(harm);
            assertThat(new Page(List.of(recording)).html()).doesNotContain("alert(1)</script>");
            assertThat(new Picture(recording).svg()).doesNotContain("<script");
        }
    }

    @Test
    void pagesAndPicturesAreWrittenWhole() throws Exception {
        Path page = directory.resolve("page.html");
        try (Tape tape = Tape.record()) {
            weight.mul(x).sum();
            Explorer.of(tape).writeTo(page);
        }
        assertThat(page).content().startsWith("<!DOCTYPE html>").endsWith("</html>\n");
        Path picture = directory.resolve("picture.svg");
        new Picture(Explanations.edgeDetector()).writeTo(picture);
        assertThat(DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(picture.toFile())
                        .getElementsByTagName("text")
                        .getLength())
                .isGreaterThan(8);
        assertThatThrownBy(() -> new Page(List.of(Explanations.edgeDetector()))
                        .writeTo(directory.resolve("missing").resolve("page.html")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("there is no directory");
        assertThat(Files.list(directory)).hasSize(2);
    }

    @Test
    void picturesInTheDocumentationAreTheExamples() throws IOException {
        Explanations.main(new String[] {directory.toString()});
        for (String picture : List.of("edge-detector.svg", "strided-convolution.svg")) {
            assertThat(directory.resolve(picture)).hasSameTextualContentAs(Path.of("docs", "pictures", picture));
        }
    }

    @Test
    void aUsedUpTapeIsRefused() {
        try (Tape tape = Tape.record()) {
            tape.backward(weight.sum());
            assertThatThrownBy(() -> Explorer.of(tape).recording())
                    .isInstanceOf(ArgumentException.class)
                    .hasMessageContaining("the tape holds nothing");
        }
    }

    @Test
    void aValueChangedSinceIsRefused() {
        try (Tape tape = Tape.record()) {
            weight.square().sum();
            weight.assign(NDArray.of(Shape.of(2), 0.0, 0.0));
            assertThatThrownBy(() -> Explorer.of(tape).recording())
                    .isInstanceOf(TapeException.class)
                    .hasMessageContaining("it was changed since");
        }
    }

    @Test
    void aLossOfManyElementsOrFromElsewhereIsRefused() {
        try (Tape tape = Tape.record()) {
            Tensor square = weight.square();
            assertThatThrownBy(() -> Explorer.of(tape).recording())
                    .isInstanceOf(ArgumentException.class)
                    .hasMessageContaining("expected a tensor of one element on the tape, got 2 entries");
            assertThatThrownBy(() -> Explorer.of(tape).loss(square).recording())
                    .isInstanceOf(ShapeException.class)
                    .hasMessageContaining("must have one element");
            assertThatThrownBy(() -> Explorer.of(tape).loss(x).recording())
                    .isInstanceOf(ArgumentException.class)
                    .hasMessageContaining("expected the given loss");
        }
    }

    @Test
    void senselessSettingsAreRefused() {
        assertThatThrownBy(() -> Limits.DEFAULTS.elements(0)).isInstanceOf(ArgumentException.class);
        assertThatThrownBy(() -> new Page(List.of())).isInstanceOf(ArgumentException.class);
        assertThatThrownBy(() -> Film.of(Map.of()).learningRate(Double.NaN))
                .isInstanceOf(ArgumentException.class)
                .hasMessageContaining("NaN");
    }

    @Test
    void dotNamesEveryEntryOnceAndDrawsAnArrowForEachInput() {
        Parameter quoted = new Parameter("a \"b\" \\c", NDArray.scalar(DType.FLOAT32, 2));
        try (Tape tape = Tape.record()) {
            quoted.square();
            assertThat(tape.toDot()).isEqualTo("""
                    digraph tape {
                      node [fontname="sans-serif", style=filled];
                      0 [label="parameter a \\"b\\" \\\\c\\nfloat32[]", shape=box, fillcolor="#fbe3b5"];
                      1 [label="mul\\nfloat32[]", shape=ellipse, fillcolor="#d3ebe8"];
                      0 -> 1;
                      0 -> 1;
                    }
                    """);
        }
    }
}
