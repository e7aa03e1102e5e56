package dev.adjoint.codegen;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Writes Java sources in which loops are unrolled, from templates. A template is Java, with paragraphs that begin with
 * a line such as {@code // unrolled: $i < $m, $j < $n for $m x $n = 8 x 2, 4 x 2} and end with the next empty line.
 * Such a paragraph is written for each pair of sizes, without its first line. In it
 *
 * <ul>
 *   <li>{@code $m} and {@code $n} stand for the sizes;
 *   <li>neighbouring lines that say {@code $i} are written for each i, together;
 *   <li>a line that says {@code $j} is written for each j.
 * </ul>
 *
 * <p>The build runs this file as it stands, {@code java Unrolled.java target templates}, so it needs no class but the
 * JDK's. It writes only sources that changed, and deletes those whose template is gone.
 */
public final class Unrolled {
    private static final Pattern HEAD =
            Pattern.compile(" *// unrolled: \\$i < \\$m, \\$j < \\$n for \\$m x \\$n = (.*)\n");

    private static final Pattern LINES_OF_I = Pattern.compile("(.*\\$i.*\n)+");
    private static final Pattern LINE_OF_J = Pattern.compile(".*\\$j.*\n");

    private Unrolled() {}

    /**
     * Writes the sources of all templates.
     *
     * @param args the directory of the sources, and that of the templates
     * @throws IOException if a file cannot be read or written
     */
    public static void main(String[] args) throws IOException {
        Path target = Files.createDirectories(Path.of(args[0]));
        Path templates = Path.of(args[1]);
        for (Path source : files(target)) {
            if (!Files.exists(templates.resolve(target.relativize(source)))) {
                Files.delete(source);
            }
        }
        for (Path template : files(templates)) {
            Path source = target.resolve(templates.relativize(template));
            String text = unroll(Files.readString(template));
            if (!Files.exists(source) || !Files.readString(source).equals(text)) {
                Files.createDirectories(source.getParent());
                Files.writeString(source, text);
            }
        }
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    /** The source that a template stands for. */
    static String unroll(String template) {
        return Stream.of(template.split("\n\n")).map(Unrolled::paragraph).collect(Collectors.joining("\n\n"));
    }

    private static String paragraph(String text) {
        Matcher head = HEAD.matcher(text);
        if (!head.lookingAt()) {
            return text;
        }
        String body = text.substring(head.end());
        List<String> paragraphs = new ArrayList<>();
        for (String sizes : head.group(1).split(", ")) {
            String m = sizes.split(" x ")[0];
            String n = sizes.split(" x ")[1];
            String sized = body.replace("$m", m).replace("$n", n);
            String rows = repeat(LINES_OF_I, sized, "$i", Integer.parseInt(m));
            paragraphs.add(repeat(LINE_OF_J, rows, "$j", Integer.parseInt(n)));
        }
        return String.join("\n\n", paragraphs);
    }

    /** The text with each match of a pattern once for each number below a size, in place of the counter. */
    private static String repeat(Pattern pattern, String text, String counter, int size) {
        return pattern.matcher(text)
                .replaceAll(lines -> IntStream.range(0, size)
                        .mapToObj(number -> lines.group().replace(counter, "" + number))
                        .map(Matcher::quoteReplacement)
                        .collect(Collectors.joining()));
    }
}
