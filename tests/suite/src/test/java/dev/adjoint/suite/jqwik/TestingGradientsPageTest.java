package dev.adjoint.suite.jqwik;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.suite.Compiled;
import dev.adjoint.suite.Page;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.AssertionFailedError;

/**
 * Follows {@code docs/testing-gradients.md} from a planted mistake to its fix. The property fails in jqwik with the
 * sample and the message that the page shows. The sample is Java code that fails in the same way. With the page's fix
 * all properties pass.
 */
class TestingGradientsPageTest {
    private static final Path FILE = Path.of("docs/testing-gradients.md");
    private static final Pattern FIX = Pattern.compile("```diff\\n-(.*)\\n\\+(.*)\\n```");
    private static final String SMALLEST =
            "new ConvCase(Shape.of(1, 1, 3), Shape.of(1, 1, 1), ConvOptions.kernel(1).stride(2), 0)";

    @TempDir
    private Path classes;

    private Page page;

    @BeforeEach
    void readPage() throws Exception {
        page = Page.read(FILE);
    }

    @Test
    void thePropertyShrinksToTheSmallestGeometryThatThePageShows() throws Exception {
        try (Compiled program = Compiled.page(FILE, page.program(), classes)) {
            Falsified falsified = Falsified.run(program.type("StridedConvTest"), "gradientsAreRight")
                    .orElseThrow();

            assertThat(falsified.sample()).isEqualTo(SMALLEST);
            assertThat(falsified.cause()).isInstanceOf(AssertionFailedError.class);
            assertThat(page.text())
                    .contains("\n  c: " + SMALLEST + "\n")
                    .contains(falsified.cause().getMessage());
        }
    }

    @Test
    void theCodeOfTheReportReproducesTheFailure() throws Exception {
        String statements = "new StridedConvTest().gradientsAreRight(" + SMALLEST + ");";
        try (Compiled program = Compiled.page(FILE, page.program(statements), classes)) {
            assertThatThrownBy(program::run)
                    .isInstanceOf(AssertionFailedError.class)
                    .satisfies(failure -> assertThat(page.text()).contains(failure.getMessage()));
        }
    }

    @Test
    void withTheFixAllPropertiesPass() throws Throwable {
        MatchResult fix = FIX.matcher(page.text()).results().findFirst().orElseThrow();
        Page fixed = Page.of(page.text().replace("\n" + fix.group(1) + "\n", "\n" + fix.group(2) + "\n"));
        assertThat(fixed.text()).isNotEqualTo(page.text());

        try (Compiled program = Compiled.page(FILE, fixed.program(), classes)) {
            assertThat(Falsified.run(program.type("StridedConvTest"), "gradientsAreRight"))
                    .isEmpty();
            assertThat(Falsified.run(program.type("RectifierTest"), "gradientIsRight"))
                    .isEmpty();
            assertThat(Falsified.run(program.type("RectifierTest"), "gradientOfTheLargestIsRight"))
                    .isEmpty();
            assertThat(program.run()).doesNotContain("gradient check failed").doesNotContain("adjoint:");
        }
    }
}
