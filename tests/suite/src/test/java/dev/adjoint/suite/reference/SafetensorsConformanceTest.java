package dev.adjoint.suite.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.management.ThreadMXBean;
import dev.adjoint.DataFormatException;
import dev.adjoint.io.SafeTensors;
import dev.adjoint.io.TensorInfo;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Files, valid and damaged, with the verdict of the reference implementation on each: those of the directory
 * {@code -Dadjoint.safetensors=DIR}, by default the shipped ones. Its {@code index.json} says what to expect.
 */
class SafetensorsConformanceTest {
    /** What reading a small file may take, far below what a lying one asks for. */
    private static final long ALLOWANCE = 16 << 20;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @TestFactory
    Stream<DynamicTest> agreesWithTheVerdict() {
        Path directory = ReferenceFiles.directory("adjoint.safetensors", "/reference/safetensors");
        JsonNode index = ReferenceFiles.json(directory.resolve("index.json"));
        assertThat(index).isNotEmpty();
        return stream(index)
                .map(verdict -> DynamicTest.dynamicTest(
                        verdict.get("file").asText() + ": "
                                + verdict.get("expect").asText() + ", "
                                + verdict.path("why").asText(),
                        () -> assertTimeoutPreemptively(
                                Duration.ofMinutes(1),
                                () -> check(
                                        directory.resolve(verdict.get("file").asText()), verdict))));
    }

    private static void check(Path path, JsonNode verdict) throws IOException {
        long size = Files.size(path);
        long before = THREADS.getCurrentThreadAllocatedBytes();
        try (SafeTensors file = SafeTensors.open(path)) {
            Map<String, byte[]> content = readAll(file);
            assertThat(verdict.get("expect").asText()).as("the file was read").isIn("accept", "either");
            JsonNode expected = verdict.path("reference");
            if (expected.path("ok").asBoolean()) {
                compare(file, content, expected);
            }
        } catch (DataFormatException e) {
            assertThat(verdict.get("expect").asText())
                    .as("refused: %s", e.getMessage())
                    .isIn("reject", "either");
            assertThat(e.source()).isEqualTo(path.toString());
            assertThat(e.offset()).isBetween(0L, size);
        }
        assertThat(THREADS.getCurrentThreadAllocatedBytes() - before)
                .as("bytes of memory taken")
                .isLessThan(ALLOWANCE + 20 * size);
    }

    static Map<String, byte[]> readAll(SafeTensors file) throws IOException {
        Map<String, byte[]> content = new LinkedHashMap<>();
        for (TensorInfo tensor : file.tensors().values()) {
            byte[] bytes = file.bytes(tensor.name());
            content.put(tensor.name(), bytes);
            if (tensor.type().isFloat() && bytes.length > 0) {
                assertThat(file.array(tensor.name()).shape().size()).isEqualTo(tensor.elements());
            }
        }
        return content;
    }

    static void compare(SafeTensors file, Map<String, byte[]> content, JsonNode expected) {
        assertThat(file.tensors().keySet())
                .containsExactlyInAnyOrderElementsOf(stream(expected.get("tensors"))
                        .map(tensor -> tensor.get("name").asText())
                        .toList());
        for (JsonNode tensor : expected.get("tensors")) {
            String name = tensor.get("name").asText();
            TensorInfo info = file.tensors().get(name);
            assertThat(info.type().name())
                    .as(name)
                    .isEqualTo(tensor.get("dtype").asText());
            assertThat(info.sizes().stream().map(Long::toUnsignedString))
                    .as(name)
                    .containsExactlyElementsOf(
                            stream(tensor.get("shape")).map(JsonNode::asText).toList());
            assertThat(content.get(name)).as(name).hasSize(tensor.get("bytes").asInt());
            if (tensor.has("hex")) {
                assertThat(HexFormat.of().formatHex(content.get(name)))
                        .as(name)
                        .isEqualTo(tensor.get("hex").asText());
            }
        }
        Map<String, String> metadata = new LinkedHashMap<>();
        expected.path("metadata")
                .properties()
                .forEach(text -> metadata.put(text.getKey(), text.getValue().asText()));
        assertThat(file.metadata()).isEqualTo(metadata);
    }

    private static Stream<JsonNode> stream(JsonNode list) {
        return StreamSupport.stream(Spliterators.spliterator(list.iterator(), list.size(), Spliterator.ORDERED), false);
    }
}
