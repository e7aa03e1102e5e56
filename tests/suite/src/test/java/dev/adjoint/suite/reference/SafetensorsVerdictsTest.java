package dev.adjoint.suite.reference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.adjoint.DataFormatException;
import dev.adjoint.io.SafeTensors;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * A thousand random files, made and read by Python's safetensors 0.8.0, the reference implementation
 * ({@code resources/safetensors/verdicts.py}). What it refuses is refused. What it reads is read to the same tensors
 * and texts, but for what the text of the format excludes.
 */
class SafetensorsVerdictsTest {
    /** The format wants the header to begin with a brace and end with spaces, objects for tensors, each name once. */
    private static final List<String> STRICTER = List.of(
            "expected '{' first",
            "expected only spaces after its end",
            ": expected an object",
            " dtype: expected a string",
            ": the name occurs twice",
            "': occurs twice");

    @TestFactory
    Stream<DynamicTest> agreesWithTheReferenceImplementation() {
        List<JsonNode> verdicts = ReferenceFiles.lines(ReferenceFiles.shipped("/safetensors/verdicts.jsonl.gz"));
        assertThat(verdicts).hasSize(1000);
        return IntStream.range(0, verdicts.size())
                .mapToObj(i -> DynamicTest.dynamicTest(
                        i + ": " + verdicts.get(i).path("error").asText("read"), () -> check(verdicts.get(i))));
    }

    private static void check(JsonNode verdict) throws IOException {
        byte[] content = Base64.getDecoder().decode(verdict.get("file").asText());
        boolean read = verdict.get("ok").asBoolean();
        try (SafeTensors file = SafeTensors.of("random", content)) {
            assertThat(read).as("%s was read", file).isTrue();
            SafetensorsConformanceTest.compare(file, SafetensorsConformanceTest.readAll(file), verdict);
        } catch (DataFormatException e) {
            assertThat(e.offset()).isBetween(0L, (long) content.length);
            if (read) {
                assertThat(STRICTER).as("refused: %s", e.getMessage()).anyMatch(e.getMessage()::contains);
            }
        }
    }
}
