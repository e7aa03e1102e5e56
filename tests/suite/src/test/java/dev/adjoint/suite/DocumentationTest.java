package dev.adjoint.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the documentation shows is true. The Java blocks of a page make up one program: imports on top, declarations of
 * types beside the main method, all other blocks one after another inside it, so that a block may use what an earlier
 * one declared. The program is compiled and run, and where a {@code text} block follows a Java block directly, it holds
 * exactly what that block prints.
 */
class DocumentationTest {
    private static final Path ROOT = Path.of("").toAbsolutePath();
    private static final Pattern BLOCK =
            Pattern.compile("^```java\\n(.*?)^```\\n(?:\\n*```text\\n(.*?)^```$)?", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern TYPE = Pattern.compile(
            "\\s*(?:/\\*\\*.*?\\*/\\s*)?(?:(?:public|final|abstract) )*(?:class|record|interface|enum) ",
            Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:\\s]+)(?:#[^)]*)?\\)");

    /** Printed before each block, to tell the output of one from that of the next. */
    private static final String MARK = "\u0001";

    @TempDir
    private Path classes;

    private record Block(String code, String output) {
        boolean declaresType() {
            return TYPE.matcher(body()).lookingAt();
        }

        String imports() {
            return code.lines().filter(line -> line.startsWith("import ")).collect(Collectors.joining("\n"));
        }

        String body() {
            return code.lines().filter(line -> !line.startsWith("import ")).collect(Collectors.joining("\n"));
        }
    }

    static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(Stream.of(ROOT.resolve("README.md")), docs)
                    .filter(path -> path.toString().endsWith(".md"))
                    .map(ROOT::relativize)
                    .sorted()
                    .toList();
        }
    }

    static List<Path> pagesWithJava() throws IOException {
        List<Path> result = new ArrayList<>();
        for (Path page : pages()) {
            if (read(page).contains("```java\n")) {
                result.add(page);
            }
        }
        return result;
    }

    @ParameterizedTest
    @MethodSource("pagesWithJava")
    void javaBlocksCompileAndPrintWhatThePageSays(Path page) throws Exception {
        List<Block> blocks = blocks(page);
        compile(page, program(blocks));
        List<String> printed = run();
        for (int i = 0; i < blocks.size(); i++) {
            if (blocks.get(i).output() != null) {
                assertThat(printed.get(i))
                        .as("%s prints", blocks.get(i).code())
                        .isEqualToNormalizingNewlines(blocks.get(i).output());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void linksLeadToFiles(Path page) throws IOException {
        assertThat(LINK.matcher(read(page)).results().map(link -> link.group(1)))
                .allSatisfy(link ->
                        assertThat(ROOT.resolve(page).resolveSibling(link)).exists());
    }

    private static String read(Path page) throws IOException {
        return Files.readString(ROOT.resolve(page));
    }

    private static List<Block> blocks(Path page) throws IOException {
        List<Block> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(read(page));
        while (matcher.find()) {
            blocks.add(new Block(matcher.group(1), matcher.group(2)));
        }
        return blocks;
    }

    private static String program(List<Block> blocks) {
        StringBuilder types = new StringBuilder();
        StringBuilder statements = new StringBuilder();
        for (Block block : blocks) {
            statements.append("System.out.print(\"" + MARK + "\");\n");
            if (block.declaresType()) {
                types.append(block.body()).append('\n');
            } else {
                statements.append(block.body()).append('\n');
            }
        }
        return blocks.stream()
                        .map(Block::imports)
                        .flatMap(String::lines)
                        .distinct()
                        .collect(Collectors.joining("\n"))
                + "\n" + types + "public class Page {\npublic static void main(String[] args) throws Exception {\n"
                + statements + "}\n}\n";
    }

    private void compile(Path page, String program) {
        JavaFileObject source =
                new SimpleJavaFileObject(URI.create("string:///Page.java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return program;
                    }
                };
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        List<String> options = List.of(
                "-d", classes.toString(), "-cp", System.getProperty("java.class.path"), "-Xlint:all", "-proc:none");
        boolean compiled = compiler.getTask(messages, null, null, options, null, List.of(source))
                .call();
        assertThat(messages)
                .as("what the compiler says to the Java blocks of %s", page)
                .hasToString("");
        assertThat(compiled).isTrue();
    }

    private List<String> run() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream before = System.out;
        try (URLClassLoader loader =
                        new URLClassLoader(new URL[] {classes.toUri().toURL()});
                PrintStream capture = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            System.setOut(capture);
            loader.loadClass("Page").getMethod("main", String[].class).invoke(null, (Object) new String[0]);
        } finally {
            System.setOut(before);
        }
        String all = bytes.toString(StandardCharsets.UTF_8);
        return Stream.of(all.split(MARK, -1)).skip(1).toList();
    }
}
