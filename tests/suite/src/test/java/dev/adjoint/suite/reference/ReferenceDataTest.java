package dev.adjoint.suite.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.adjoint.DType;
import dev.adjoint.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Every operator against PyTorch's numbers: outputs, gradients, gradients of gradients. {@code -Dadjoint.reference=DIR}
 * runs any other directory of {@code *.jsonl} or {@code *.jsonl.gz} in the format of the shipped one's README.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReferenceDataTest {
    private static final String PROPERTY = "adjoint.reference";

    /** The tags of the README. They describe a case, but do not change how it runs. */
    private static final Set<String> KNOWN_TAGS = Set.of("kink", "ties", "extreme", "zero_target", "padding_idx");

    private final Workspace workspace = Workspace.poisoned();
    private final Map<String, Adapter> adapters = Adapters.byName();
    private final Report report = new Report();
    private Path directory;
    private int cases;

    @BeforeAll
    void runAllCases() {
        directory = ReferenceFiles.directory(PROPERTY, "/reference");
        for (Path file : ReferenceFiles.files(directory, ".jsonl")) {
            ReferenceFiles.lines(file).forEach(this::run);
        }
        System.out.println(report.table());
    }

    private void run(JsonNode json) {
        cases++;
        String op = json.path("op").asText();
        Adapter adapter = adapters.get(op);
        if (adapter == null) {
            report.unknown(op);
            return;
        }
        for (JsonNode tag : json.path("tags")) {
            // Convolutions carry the name of the recipe that they were drawn from.
            if (!KNOWN_TAGS.contains(tag.asText()) && !op.startsWith("conv")) {
                report.unknownTag(op, tag.asText());
            }
        }
        for (DType dtype : List.of(DType.FLOAT64, DType.FLOAT32)) {
            run(adapter, op, json, dtype);
        }
    }

    private void run(Adapter adapter, String op, JsonNode json, DType dtype) {
        ReferenceCase c = new ReferenceCase(json, dtype);
        String id = json.path("id").asText();
        Comparison comparison = new Comparison(Tolerance.of(op, dtype));
        Workspace.Scope scope = workspace.open();
        try (scope) {
            Results results = adapter.run(c);
            c.expected().forEach((name, expected) -> comparison.compare(name, results.get(name), expected));
        } catch (RuntimeException | AssertionError e) {
            report.failed(op, dtype, id + ": " + e + " at " + e.getStackTrace()[0]);
            return;
        }
        if (comparison.failure() != null) {
            report.failed(op, dtype, id + " " + c.attrs() + ": " + comparison.failure());
        } else if (!c.unread().isEmpty()) {
            report.failed(op, dtype, id + ": the adapter does not know " + c.unread());
        } else {
            report.passed(op, dtype, comparison.worst());
        }
    }

    @Test
    void noCaseDiffersInFloat64() {
        assertThat(report.failures(DType.FLOAT64)).isEmpty();
    }

    @Test
    void noCaseDiffersInFloat32() {
        assertThat(report.failures(DType.FLOAT32)).isEmpty();
    }

    @Test
    void someCasePasses() {
        assertThat(report.passed(DType.FLOAT64)).isPositive();
        assertThat(report.passed(DType.FLOAT32)).isPositive();
    }

    @Test
    void everyCountedCaseWasRead() {
        Path counts = directory.resolve("counts.json");
        assumeTrue(Files.exists(counts), "the directory does not say how many cases it has");
        assertThat(cases).isEqualTo(ReferenceFiles.json(counts).get("total").intValue());
    }

    @Test
    void noShippedOpIsUnknown() {
        assumeTrue(System.getProperty(PROPERTY) == null, "other data may have operators of its own");
        assertThat(report.unknownOps()).isEmpty();
    }
}
