package dev.adjoint.codegen;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Writes the float twin of every kernel: {@code SumF64.java}, which computes in double, becomes {@code SumF32.java}. A
 * twin is the same text with other words, those of {@link #WORDS} and every word that ends in {@code F64}. What is
 * annotated as {@code @Wide double} stays as it is. Comments are text like any other.
 *
 * <p>The build runs this file as it stands, {@code java FloatTwins.java target source...}, so it needs no class but the
 * JDK's. It writes only twins that changed, and deletes those whose kernel is gone.
 */
public final class FloatTwins {
    private static final Map<String, String> WORDS = Map.of(
            "double", "float",
            "doubles", "floats",
            "Double", "Float",
            "DoubleVector", "FloatVector",
            "f64", "f32",
            "FLOAT64", "FLOAT32");

    private static final String KERNEL = "F64";
    private static final String TWIN = "F32";

    /** A word, or the one pair of words that stays. */
    private static final Pattern WORD = Pattern.compile("@Wide\\s+double\\b|\\w+");

    private FloatTwins() {}

    /**
     * Writes all twins.
     *
     * @param args the directory of the twins, and those of the kernels
     * @throws IOException if a file cannot be read or written
     */
    public static void main(String[] args) throws IOException {
        List<Path> sources = Stream.of(args).skip(1).map(Path::of).toList();
        write(twins(sources), Path.of(args[0]));
    }

    /** The text of a kernel's twin. */
    static String twin(String kernel) {
        return WORD.matcher(kernel).replaceAll(word -> replacement(word.group()));
    }

    private static String replacement(String word) {
        return word.endsWith(KERNEL) ? twinName(word) : WORDS.getOrDefault(word, word);
    }

    private static String twinName(String kernel) {
        return kernel.substring(0, kernel.length() - KERNEL.length()) + TWIN;
    }

    /** The twins of all kernels below some directories, each with its path below its own. */
    private static Map<Path, String> twins(List<Path> sources) throws IOException {
        Map<Path, String> twins = new TreeMap<>();
        for (Path source : sources) {
            for (Path kernel : javaFiles(source, KERNEL)) {
                Path place = source.relativize(kernel);
                String name = place.getFileName().toString().replace(KERNEL + ".java", TWIN + ".java");
                twins.put(place.resolveSibling(name), twin(Files.readString(kernel)));
            }
        }
        return twins;
    }

    /** Makes a directory hold these files, and no other twin. */
    private static void write(Map<Path, String> twins, Path target) throws IOException {
        Files.createDirectories(target);
        for (Path file : javaFiles(target, TWIN)) {
            if (!twins.containsKey(target.relativize(file))) {
                Files.delete(file);
            }
        }
        for (Map.Entry<Path, String> twin : twins.entrySet()) {
            Path file = target.resolve(twin.getKey());
            if (!Files.exists(file) || !Files.readString(file).equals(twin.getValue())) {
                Files.createDirectories(file.getParent());
                Files.writeString(file, twin.getValue());
            }
        }
    }

    private static List<Path> javaFiles(Path directory, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.getFileName().toString().endsWith(ending + ".java"))
                    .toList();
        }
    }
}
