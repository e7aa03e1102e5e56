package dev.adjoint.suite.extend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.suite.JavaProcess;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * A module of somebody who uses Adjoint, in a directory of its own. It is compiled against the framework's classes and
 * packed into a jar, and its tests run in a JVM with that jar on the class path.
 *
 * @param directory where it lies
 */
record ScratchModule(Path directory) {
    private static final String CLASS_PATH = System.getProperty("java.class.path");

    /** Writes the files of a module, by their paths in it. */
    static ScratchModule write(Path directory, Map<String, String> files) throws IOException {
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = directory.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        return new ScratchModule(directory);
    }

    /** Compiles everything; the compiler must have nothing to say. */
    void compile() throws IOException {
        StringWriter messages = new StringWriter();
        List<String> options =
                List.of("-d", classes().toString(), "-cp", CLASS_PATH, "-Xlint:all", "-proc:none", "-parameters");
        try (StandardJavaFileManager manager =
                ToolProvider.getSystemJavaCompiler().getStandardFileManager(null, null, null)) {
            ToolProvider.getSystemJavaCompiler()
                    .getTask(messages, manager, null, options, null, manager.getJavaFileObjectsFromPaths(sources()))
                    .call();
        }
        assertThat(messages).as("what the compiler says").hasToString("");
    }

    /** Packs classes and resources, and runs all tests with the jar on the class path. */
    JavaProcess test(String... flags) throws IOException, InterruptedException {
        Path jar = directory.resolve("module.jar");
        List<String> pack = new ArrayList<>(
                List.of("--create", "--file", jar.toString(), "-C", classes().toString(), "."));
        Path resources = directory.resolve("src/main/resources");
        if (Files.isDirectory(resources)) {
            pack.addAll(List.of("-C", resources.toString(), "."));
        }
        assertThat(java.util.spi.ToolProvider.findFirst("jar")
                        .orElseThrow()
                        .run(System.out, System.err, pack.toArray(String[]::new)))
                .isZero();
        List<String> command = new ArrayList<>(List.of(flags));
        command.addAll(List.of("-cp", jar + File.pathSeparator + CLASS_PATH, RunTests.class.getName()));
        command.addAll(testClasses());
        return JavaProcess.run("java", command);
    }

    private Path classes() throws IOException {
        return Files.createDirectories(directory.resolve("classes"));
    }

    private List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("src"))) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }

    private List<String> testClasses() throws IOException {
        Path tests = directory.resolve("src/test/java");
        return sources().stream()
                .filter(source -> source.startsWith(tests))
                .map(source -> tests.relativize(source).toString().replaceFirst("\\.java$", ""))
                .map(name -> name.replace(File.separatorChar, '.'))
                .toList();
    }
}
