package dev.adjoint.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each section of the guide is a program that needs four star imports, and prints what the guide says: compiled, and in
 * plain {@code jshell}.
 */
class GuideTest {
    private static final Path GUIDE = Path.of("docs", "guide.md");

    /** What a program of the guide may import, beside classes of the JDK that it shows itself. */
    private static final String IMPORTS = """
            import dev.adjoint.*;
            import dev.adjoint.nn.*;
            import dev.adjoint.optim.*;
            import dev.adjoint.data.*;
            import java.util.*;
            import static dev.adjoint.ConvOptions.kernel;
            """;

    /** Printed before each section, as {@link Page#MARK} is before each block. */
    private static final String SECTION = "\u0002";

    @TempDir
    private Path directory;

    /** The parts of the page that hold programs; the first one has the imports alone. */
    static List<Page> sections() throws IOException {
        return Arrays.stream(Files.readString(GUIDE).split("(?m)^## "))
                .map(Page::of)
                .filter(page -> !page.blocks().isEmpty())
                .toList();
    }

    static List<Page> programs() throws IOException {
        return sections().stream().skip(1).toList();
    }

    @Test
    void firstSectionShowsTheImports() throws IOException {
        assertThat(sections().get(0).blocks())
                .singleElement()
                .satisfies(block -> assertThat(block.code()).isEqualTo(IMPORTS));
    }

    @ParameterizedTest
    @MethodSource("programs")
    void programsCompileAndPrintWhatTheGuideSays(Page section) throws Throwable {
        for (Page.Block block : section.blocks()) {
            assertThat(block.imports().lines()).allMatch(line -> line.startsWith("import java"));
        }
        try (Compiled program = Compiled.page(title(section), IMPORTS + section.program(), directory)) {
            assertPrinted(section, program.run());
        }
    }

    @Test
    void programsRunInJshell() throws Exception {
        List<String> lines = new ArrayList<>(IMPORTS.lines().toList());
        for (Page section : programs()) {
            lines.add("System.out.print(\"" + SECTION + "\");");
            for (Page.Block block : section.blocks()) {
                lines.add("System.out.print(\"" + Page.MARK + "\");");
                lines.addAll(block.code().lines().toList());
            }
        }
        lines.add("/exit");
        Path script = Files.write(directory.resolve("guide.jsh"), lines);
        JavaProcess jshell = JavaProcess.run(
                "jshell", List.of("-s", "--class-path", System.getProperty("java.class.path"), script.toString()));

        List<String> printed =
                Stream.of(jshell.output().split(SECTION, -1)).skip(1).toList();
        assertThat(printed).as(jshell.output()).hasSameSizeAs(programs());
        for (int i = 0; i < printed.size(); i++) {
            assertPrinted(programs().get(i), printed.get(i));
        }
    }

    /** What a block prints is what the text block below it says; one without such a block prints nothing. */
    private static void assertPrinted(Page section, String output) {
        List<String> printed = Stream.of(output.split(Page.MARK, -1)).skip(1).toList();
        for (int i = 0; i < printed.size(); i++) {
            Page.Block block = section.blocks().get(i);
            String expected = block.output() == null ? "" : block.output();
            assertThat(printed.get(i)).as("%s prints", block.code()).isEqualToNormalizingNewlines(expected);
        }
    }

    private static String title(Page section) {
        return section.text()
                .lines()
                .findFirst()
                .map(line -> GUIDE + ", " + line)
                .orElseThrow();
    }
}
