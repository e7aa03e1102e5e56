package dev.adjoint.suite.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.ThreadMXBean;
import dev.adjoint.AdjointException;
import dev.adjoint.ArgumentException;
import dev.adjoint.DType;
import dev.adjoint.DataFormatException;
import dev.adjoint.io.SafeTensorsWriter;
import dev.adjoint.nn.Identity;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.ModelFormat;
import dev.adjoint.nn.Models;
import dev.adjoint.nn.Sequential;
import dev.adjoint.suite.nn.LayerCatalogue;
import dev.adjoint.suite.nn.LayerCatalogue.Example;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The architecture as JSON: what a person writes, what a program writes, and what is refused. */
class ModelJsonTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @TempDir
    Path directory;

    private static Layer model(String json) {
        return Models.fromJson(json, new SplittableRandom(1));
    }

    static Stream<Example> examples() {
        return Arrays.stream(DType.values()).flatMap(dtype -> LayerCatalogue.examples(dtype).stream());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyLayerIsDescribedCompletely(Example example) {
        String json = Models.toJson(example.layer());
        Layer made = model(json);
        assertThat(made)
                .hasSameClassAs(example.layer())
                .hasToString(example.layer().toString());
        assertThat(made.isTraining()).isTrue();
        assertThat(Models.toJson(made)).isEqualTo(json);
        assertThat(made.state().keySet()).isEqualTo(example.layer().state().keySet());
    }

    @Test
    void firstValuesAreThoseOfTheSameModelMadeInJava() {
        SplittableRandom random = new SplittableRandom(1);
        Layer java = new Sequential(new Linear(3, 4, random), new Identity(), new Linear(4, 2, random));
        Layer json = model(Models.toJson(java));
        java.state()
                .forEach((path, value) -> assertThat(value.sameBits(json.state().get(path)))
                        .as(path)
                        .isTrue());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'type':'Linear','settings':{'in_features':2,'out_features':3}} | Linear(2, 3)",
                "{'type':'LeakyRelu'} | LeakyRelu()",
                "{'type':'PRelu'} | PRelu()",
                "{'type':'Elu'} | Elu()",
                "{'type':'Gelu'} | Gelu()",
                "{'type':'Softplus','settings':{'beta':2}} | Softplus(beta=2)",
                "{'type':'Flatten'} | Flatten()",
                "{'type':'LayerNorm','settings':{'normalized_shape':4}} | LayerNorm(normalized_shape=4)",
                "{'type':'GroupNorm','settings':{'num_groups':2,'num_channels':4}} | GroupNorm(2, 4)",
            })
    void settingsWithDefaultsMayBeLeftOut(String json, String text) {
        assertThat(model(json.replace('\'', '"'))).hasToString(text);
    }

    @Test
    void shortcutOfAResidualBlockMayBeLeftOut() {
        assertThat(Models.toJson(model("{\"type\":\"Residual\",\"children\":{\"body\":{\"type\":\"Relu\"}}}")))
                .contains("\"shortcut\":{\"type\":\"Identity\"}");
    }

    static Stream<Arguments> refusals() {
        String linear = "{'type':'Linear','settings':{'in_features':2,'out_features':3";
        return Stream.of(
                refusal("no text", "", "ends too early", 0),
                refusal("no JSON", "Linear", "JSON: unexpected 'Linear'", 0),
                refusal("a list", "[]", "the model: expected an object", 0),
                refusal("null", "null", "the model: expected an object", 0),
                refusal("no type", "{}", "the model: expected a type", 1),
                refusal("a type that is no text", "{'type':7}", "the model type: expected a text", 8),
                refusal("an unknown type", "{'type':'linear'}", "type linear: unknown type; known are [Identity, ", 0),
                refusal("a class name", "{'type':'java.io.File'}", "type java.io.File: unknown type", 0),
                refusal("an unknown field", "{'type':'Relu','class':'x'}", "the model: unknown field 'class'", 23),
                refusal("a type twice", "{'type':'Relu','type':'Relu'}", "the name 'type' occurs twice", 21),
                refusal("two models", "{'type':'Relu'}{}", "expected nothing after the end", 15),
                refusal("no end", "{'type':'Relu'", "JSON: ends too early", 14),
                refusal("a misspelt setting", linear + ",'biass':true}}", "Linear: unknown settings [biass]", 0),
                refusal("a setting twice", linear + ",'in_features':2}}", "the name 'in_features' occurs twice", 75),
                refusal("a missing setting", "{'type':'PixelShuffle'}", "factor: expected an integer, got none", 0),
                refusal("a fraction", linear + ".5}}", "out_features: expected an integer, got 3.5", 0),
                refusal("too large an integer", linear + "000000000}}", "expected an integer, got 3000000000", 0),
                refusal("a text", linear + ",'bias':'true'}}", "setting bias: expected true or false, got \"true\"", 0),
                refusal("null as setting", linear + ",'bias':null}}", "bias: expected a value, got null", 69),
                refusal("a size of 0", linear.replace('2', '0') + "}}", "in features: expected", 0),
                refusal(
                        "settings that are a list",
                        "{'type':'Relu','settings':[]}",
                        "settings: expected an object",
                        26),
                refusal(
                        "children of a leaf",
                        "{'type':'Relu','children':{'0':{'type':'Relu'}}}",
                        "no children, got [0]",
                        0),
                refusal(
                        "a child that is a list",
                        "{'type':'Sequential','children':{'0':[]}}",
                        "module '0': expected",
                        37),
                refusal(
                        "a child in error",
                        "{'type':'Sequential','children':{'a':{'type':'X'}}}",
                        "module 'a' of type X:",
                        37),
                refusal("a name with a dot", "{'type':'Sequential','children':{'a.b':{'type':'Relu'}}}", "no dots", 0),
                refusal("no body", "{'type':'Residual'}", "expected a layer as child 'body', got none", 0),
                refusal(
                        "a child too many",
                        "{'type':'Residual','children':{'body':{'type':'Relu'},'x':{'type':'Relu'}}}",
                        "expected children [body, shortcut], got [body, x]",
                        0),
                refusal(
                        "a module in place of a layer",
                        "{'type':'Sequential','children':{'0':"
                                + "{'type':'Embedding','settings':{'num_embeddings':2,'embedding_dim':1}}}}",
                        "got Embedding",
                        0),
                refusal("an umlaut before the error", "{'type':'Ü','ü':1}", "unknown field 'ü'", 18),
                refusal(
                        "too many modules in each other",
                        nested(101),
                        "expected at most 100 modules within each other",
                        3700),
                refusal(
                        "a bomb of lists",
                        "{'settings':{'a':" + "[".repeat(100_000),
                        "too many lists and objects within each other",
                        220),
                refusal("too long a text", " ".repeat(10_000_001), "at most 10000000 characters, got 10000001", 0));
    }

    private static Arguments refusal(String what, String json, String message, int offset) {
        return Arguments.of(what, json.replace('\'', '"'), message, offset);
    }

    private static String nested(int depth) {
        return "{\"type\":\"Sequential\",\"children\":{\"0\":".repeat(depth - 1)
                + "{\"type\":\"Relu\"}"
                + "}}".repeat(depth - 1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void isRefusedAtItsPlace(String what, String json, String message, int offset) {
        assertThatExceptionOfType(DataFormatException.class)
                .isThrownBy(() -> model(json))
                .withMessageStartingWith("model JSON: at byte " + offset + ": ")
                .withMessageContaining(message);
    }

    /** Words that are about the parser, not about the text. */
    private static final List<String> INNER_WORDS =
            List.of("expecting", "Stream", "marker", "Unexpected", "Unrecognized", "Source", "Token", "(code");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type'",
                "{'type':}",
                "{'type':'Relu',}",
                "{type:'Relu'}",
                "[1 2]",
                "tru",
                "{'type':\u0001}",
                "{'type':'Re\nlu'}",
                "{'type':'Relu','settings':{'a':01}}",
                "{'type':'\\q'}",
                "{'a':1e}",
                "{]",
                "'Relu",
                "{'settings':{'a':-}}",
                "NaN",
                "/* */ {}",
                "{'type':'Relu'"
            })
    void refusalsAreInPlainWords(String json) {
        assertThatExceptionOfType(DataFormatException.class)
                .isThrownBy(() -> model(json.replace('\'', '"')))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain(INNER_WORDS.toArray(String[]::new)));
    }

    @Test
    void numberOfTooManyDigitsIsRefusedInPlainWords() {
        String json = "{\"type\":\"Elu\",\"settings\":{\"alpha\":" + "1".repeat(5000) + "}}";
        assertThatExceptionOfType(DataFormatException.class)
                .isThrownBy(() -> model(json))
                .withMessageContaining("a number of too many digits");
    }

    @Test
    void deepestNetworkIsWrittenAndReadAndADeeperOneIsNot() {
        Layer model = model(nested(100));
        assertThat(Models.toJson(model)).isEqualTo(nested(100));
        Layer deeper = new Sequential(model);
        assertThatExceptionOfType(ArgumentException.class)
                .isThrownBy(() -> Models.toJson(deeper))
                .withMessageContaining("expected at most 100 modules within each other");
    }

    @Test
    void fileOfJsonIsRead() throws IOException {
        Path file = directory.resolve("model.json");
        Files.writeString(file, "{\"type\": \"Relu\"}\n");
        assertThat(Models.readJson(file, new SplittableRandom(1))).hasToString("Relu()");
        Files.write(file, new byte[] {'{', '"', (byte) 0xff});
        assertThatExceptionOfType(DataFormatException.class)
                .isThrownBy(() -> Models.readJson(file, new SplittableRandom(1)))
                .withMessage(file + ": at byte 2: expected UTF-8, got a malformed byte");
        Files.write(file, new byte[10_000_001]);
        assertThatExceptionOfType(DataFormatException.class)
                .isThrownBy(() -> Models.readJson(file, new SplittableRandom(1)))
                .withMessage(file + ": at byte 10000000: expected a text of at most 10000000 bytes");
    }

    /** Values that are wrong for some setting, or for all. */
    private static final List<String> ODD = List.of(
            "null",
            "true",
            "\"\"",
            "\"same\"",
            "{}",
            "[]",
            "[[]]",
            "[[1],[1]]",
            "0",
            "-1",
            "1",
            "7",
            "2147483647",
            "-2147483648",
            "9223372036854775807",
            "1e999",
            "0.5",
            "\"NaN\"",
            "[0]",
            "[-1,2]",
            "[1,2,3,4,5]",
            "[2147483647,2147483647]");

    static List<Example> singles() {
        return LayerCatalogue.examples(DType.FLOAT32);
    }

    /** If an architecture states false sizes of its weights, no memory is taken for them. */
    @ParameterizedTest
    @MethodSource("singles")
    void oddSettingsGiveAModelOrARefusal(Example example) throws IOException {
        JsonNode whole = JSON.readTree(Models.toJson(example.layer()));
        for (String name : (Iterable<String>) () -> whole.path("settings").fieldNames()) {
            for (String odd : ODD) {
                JsonNode changed = whole.deepCopy();
                ((ObjectNode) changed.get("settings")).set(name, JSON.readTree(odd));
                loadOrRefuse(example.layer(), changed.toString());
            }
        }
    }

    private void loadOrRefuse(Layer weights, String json) throws IOException {
        Path file = directory.resolve("odd.safetensors");
        SafeTensorsWriter writer = new SafeTensorsWriter().metadata(ModelFormat.KEY, json);
        weights.state().forEach(writer::add);
        Files.write(file, writer.toBytes());
        long before = THREADS.getCurrentThreadAllocatedBytes();
        try {
            assertThat(Models.load(file)).hasSameClassAs(weights);
        } catch (DataFormatException e) {
            assertThat(e).as(json).hasMessageStartingWith(file.toString());
        } catch (AdjointException e) {
            throw new AssertionError("expected a DataFormatException for " + json, e);
        }
        assertThat(THREADS.getCurrentThreadAllocatedBytes() - before)
                .as("bytes taken for %s", json)
                .isLessThan(16 << 20);
    }
}
