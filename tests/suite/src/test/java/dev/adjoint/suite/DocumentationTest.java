package dev.adjoint.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the documentation shows is true. The Java blocks of a {@link Page} make up a program, which is compiled and run.
 * A {@code text} block directly after a Java block holds exactly what that block prints.
 */
class DocumentationTest {
    private static final Path ROOT = Path.of("").toAbsolutePath();
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:\\s]+)(?:#[^)]*)?\\)");

    /** What a build or a tool leaves in the directory. */
    private static final Pattern BUILT = Pattern.compile("(^|/)(target|\\.[^/]+)/");

    /** The longest line of prose, in characters. */
    private static final int WIDTH = 120;

    /** The explorer's page. A test in a browser checks that links into it lead somewhere. */
    private static final String MADE_BY_THE_MAIN_JOB = "../target/explorer.html";

    /** Each of its sections is a program of its own: {@link GuideTest}. */
    private static final Path GUIDE = Path.of("docs", "guide.md");

    @TempDir
    private Path classes;

    static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(Stream.of(ROOT.resolve("README.md")), docs)
                    .filter(path -> path.toString().endsWith(".md"))
                    .map(ROOT::relativize)
                    .sorted()
                    .toList();
        }
    }

    /** All Markdown files of the project, those of resources too. */
    static List<Path> markdownFiles() throws IOException {
        try (Stream<Path> files = Files.find(
                ROOT, Integer.MAX_VALUE, (path, attributes) -> path.toString().endsWith(".md"))) {
            return files.map(ROOT::relativize)
                    .filter(path -> !BUILT.matcher(path.toString()).find())
                    .sorted()
                    .toList();
        }
    }

    /** But for the page whose blocks are whole files, which {@code ExtendTest} compiles and runs. */
    static List<Path> pagesWithJava() throws IOException {
        List<Path> result = new ArrayList<>();
        for (Path page : pages()) {
            boolean tested = page.equals(GUIDE) || page.endsWith("extend.md");
            if (!tested && read(page).contains("```java\n")) {
                result.add(page);
            }
        }
        return result;
    }

    @ParameterizedTest
    @MethodSource("pagesWithJava")
    void javaBlocksCompileAndPrintWhatThePageSays(Path page) throws Throwable {
        Page parsed = Page.read(ROOT.resolve(page));
        List<String> printed;
        try (Compiled program = Compiled.page(page, parsed.program(), classes)) {
            printed = Stream.of(program.run().split(Page.MARK, -1)).skip(1).toList();
        }
        for (int i = 0; i < parsed.blocks().size(); i++) {
            Page.Block block = parsed.blocks().get(i);
            if (block.output() != null) {
                assertThat(printed.get(i)).as("%s prints", block.code()).isEqualToNormalizingNewlines(block.output());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void linksLeadToFiles(Path page) throws IOException {
        assertThat(LINK.matcher(read(page))
                        .results()
                        .map(link -> link.group(1))
                        .filter(link -> !link.startsWith(MADE_BY_THE_MAIN_JOB)))
                .allSatisfy(link ->
                        assertThat(ROOT.resolve(page).resolveSibling(link)).exists());
    }

    @ParameterizedTest
    @MethodSource("markdownFiles")
    void linesWrapAt120Columns(Path file) throws IOException {
        assertThat(longLines(read(file)))
                .as("%s: lines longer than %d", file, WIDTH)
                .isEmpty();
    }

    @Test
    void longLinesAreFoundInProseAlone() {
        String word = "x".repeat(WIDTH + 1);
        String line = "a word and ".repeat(12);
        assertThat(longLines(line + "\n\n- " + line)).hasSize(2);
        assertThat(longLines("```\n" + line + "\n```\n" + line)).hasSize(1);
        assertThat(longLines("    " + line + "\n| " + line + "|\n" + word + "\n- " + word + "\n" + "x".repeat(WIDTH)))
                .isEmpty();
    }

    /** The lines of prose that are too long: neither code nor a row of a table nor one word that nothing can break. */
    private static List<String> longLines(String markdown) {
        List<String> result = new ArrayList<>();
        boolean fenced = false;
        for (String line : markdown.lines().toList()) {
            boolean fence = line.stripLeading().startsWith("```");
            fenced ^= fence;
            boolean code = fenced
                    || fence
                    || line.startsWith("    ") && !line.stripLeading().startsWith("- ");
            boolean row = line.startsWith("|");
            boolean word = !line.strip().replaceFirst("^- ", "").contains(" ");
            if (line.length() > WIDTH && !code && !row && !word) {
                result.add(line);
            }
        }
        return result;
    }

    private static String read(Path page) throws IOException {
        return Files.readString(ROOT.resolve(page));
    }
}
