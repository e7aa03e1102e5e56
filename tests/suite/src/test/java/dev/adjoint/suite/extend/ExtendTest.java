package dev.adjoint.suite.extend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.suite.JavaProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What {@code docs/extend.md} shows works. The files of each section make up a module of their own, which is compiled
 * against the framework and whose tests pass.
 */
class ExtendTest {
    private static final Path PAGE = Path.of("docs", "extend.md").toAbsolutePath();
    private static final Pattern FILE =
            Pattern.compile("^`([^`\\n]+)`:\\n\\n```\\w*\\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

    @TempDir
    private Path directory;

    /**
     * A section of the page.
     *
     * @param title its heading
     * @param files their content by their paths
     */
    record Section(String title, Map<String, String> files) {
        @Override
        public String toString() {
            return title;
        }
    }

    /** The sections that show files. */
    static List<Section> sections() throws IOException {
        return Stream.of(Files.readString(PAGE).split("(?m)^## "))
                .map(ExtendTest::section)
                .filter(section -> !section.files().isEmpty())
                .toList();
    }

    private static Section section(String text) {
        Map<String, String> files = new LinkedHashMap<>();
        Matcher matcher = FILE.matcher(text);
        while (matcher.find()) {
            files.put(matcher.group(1), matcher.group(2));
        }
        return new Section(text.lines().findFirst().orElse(""), files);
    }

    @Test
    void pageShowsEachKindOfAddition() throws IOException {
        assertThat(sections())
                .extracting(Section::title)
                .contains("An operation", "A layer that is saved", "An optimiser", "A data source", "A backend");
    }

    @ParameterizedTest
    @MethodSource("sections")
    void additionTakesAtMostThreeFilesWithItsTests(Section section) {
        assertThat(section.files()).hasSizeBetween(2, 3);
        assertThat(section.files().keySet()).anyMatch(path -> path.startsWith("src/test/java/"));
    }

    @ParameterizedTest
    @MethodSource("sections")
    void filesOfTheSectionCompileAndTheirTestsPass(Section section) throws Exception {
        ScratchModule module = ScratchModule.write(directory, section.files());
        module.compile();
        JavaProcess run = module.test();
        assertThat(run.output()).matches("(?s)(\\d+) of \\1 succeeded\\R").doesNotStartWith("0 ");
        assertThat(run.exitCode()).isZero();
    }
}
