package dev.adjoint.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A page of documentation. Its Java blocks make up one program: imports come first, declarations of types stand beside
 * the main method, and all other blocks follow one another inside it. So a block may use what an earlier block
 * declared.
 *
 * @param text the whole text
 * @param blocks the Java blocks
 */
public record Page(String text, List<Block> blocks) {
    private static final Pattern BLOCK =
            Pattern.compile("^```java\\n(.*?)^```\\n(?:\\n*```text\\n(.*?)^```$)?", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern TYPE = Pattern.compile(
            "\\s*(?:/\\*\\*.*?\\*/\\s*)?(?:(?:public|final|abstract) )*(?:class|record|interface|enum) ",
            Pattern.DOTALL);

    /** Printed before each block, to tell the output of one from that of the next. */
    public static final String MARK = "\u0001";

    /**
     * A Java block.
     *
     * @param code its text
     * @param output the text block that follows directly, which holds what the code prints; null if there is none
     */
    public record Block(String code, String output) {
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

    public static Page read(Path path) throws IOException {
        return of(Files.readString(path));
    }

    public static Page of(String text) {
        List<Block> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(text);
        while (matcher.find()) {
            blocks.add(new Block(matcher.group(1), matcher.group(2)));
        }
        return new Page(text, blocks);
    }

    /** The class {@code Page} whose main method runs the blocks. */
    public String program() {
        return program(blocks.stream()
                .map(block -> "System.out.print(\"" + MARK + "\");\n" + (block.declaresType() ? "" : block.body()))
                .collect(Collectors.joining("\n")));
    }

    /** The class {@code Page} with a main method of other statements, beside the imports and types of the page. */
    public String program(String statements) {
        String imports = blocks.stream()
                .map(Block::imports)
                .flatMap(String::lines)
                .distinct()
                .collect(Collectors.joining("\n"));
        String types =
                blocks.stream().filter(Block::declaresType).map(Block::body).collect(Collectors.joining("\n"));
        return imports + "\n" + types
                + "\npublic class Page {\npublic static void main(String[] args) throws Exception {\n" + statements
                + "\n}\n}\n";
    }
}
