package dev.adjoint.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.NDArray;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small modular program on the framework: it is compiled, runs on the module path, and becomes a runtime image. */
@Tag("slow")
class ModulePathTest {
    private static final String MODULE = "module app { requires dev.adjoint; }";

    private static final String MAIN = """
            package app;

            import dev.adjoint.*;
            import dev.adjoint.nn.*;
            import dev.adjoint.optim.*;
            import java.nio.file.*;
            import java.util.SplittableRandom;

            /** Takes a step of a training, saves the model and loads it again. */
            public final class Main {
                public static void main(String[] args) throws java.io.IOException {
                    SplittableRandom random = new SplittableRandom(1);
                    Layer model = new Sequential(
                            new Conv2d(1, 2, ConvOptions.kernel(3), random), new Flatten(), new Linear(18, 2, random));
                    Tensor x = new Tensor(NDArray.normal(DType.FLOAT32, Shape.of(4, 1, 5, 5), 0, 1, random));
                    Sgd sgd = new Sgd(model, 0.1);
                    try (Tape tape = Tape.record()) {
                        tape.backward(Losses.crossEntropy(model.forward(x), IntArray.of(0, 1, 0, 1)));
                    }
                    sgd.step();
                    Path file = Files.createTempFile("app", ".safetensors");
                    Models.save(model, file);
                    boolean same = Models.load(file).forward(x).value().sameBits(model.forward(x).value());
                    Files.delete(file);
                    System.out.println(Main.class.getModule() + ", " + NDArray.class.getModule() + ", " + same);
                }
            }
            """;

    private static final String EXPECTED = "module app, module dev.adjoint, true";

    @TempDir
    private static Path directory;

    private static Path program;

    @BeforeAll
    static void compile() throws IOException {
        Path source = Files.createDirectories(directory.resolve("source").resolve("app"));
        Files.writeString(source.resolve("Main.java"), MAIN);
        Files.writeString(source.resolveSibling("module-info.java"), MODULE);
        program = directory.resolve("program");
        run(
                "javac",
                "--module-path",
                path(libraries()),
                "-d",
                program.toString(),
                source.resolveSibling("module-info.java").toString(),
                source.resolve("Main.java").toString());
    }

    @Test
    void programRunsOnTheModulePath() throws Exception {
        List<Path> modules = new ArrayList<>(libraries());
        modules.add(program);
        JavaProcess process = JavaProcess.run("java", List.of("--module-path", path(modules), "-m", "app/app.Main"));

        assertThat(process.output()).isEqualToIgnoringNewLines(EXPECTED);
    }

    /** A runtime image needs module descriptors, which EJML's jars lack. The JDK's tools write and add them. */
    @Test
    void programBecomesARuntimeImageOnceEjmlHasModuleDescriptors() throws Exception {
        Path described = Files.createDirectories(directory.resolve("described"));
        for (Path jar : jars("ejml-")) {
            Files.copy(jar, described.resolve(jar.getFileName()));
        }
        for (Path jar : jars("ejml-")) {
            describe(described.resolve(jar.getFileName()), described);
        }
        List<Path> modules = new ArrayList<>(jars("jackson-"));
        modules.addAll(List.of(described, framework(), program));
        Path image = directory.resolve("image");
        run(
                "jlink",
                "--module-path",
                path(modules),
                "--add-modules",
                "app",
                "--launcher",
                "app=app/app.Main",
                "--output",
                image.toString());

        JavaProcess process = JavaProcess.run(image.resolve("bin").resolve("app"), List.of());
        assertThat(process.output()).isEqualToIgnoringNewLines(EXPECTED);
        JavaProcess listed = JavaProcess.run(image.resolve("bin").resolve("java"), List.of("--list-modules"));
        assertThat(listed.output()).contains("dev.adjoint", "ejml.ddense").doesNotContain("java.sql", "jdk.compiler");
    }

    /** Adds a module descriptor to a jar, the one that {@code jdeps} finds for it. */
    private static void describe(Path jar, Path others) throws IOException {
        Path found = directory.resolve("descriptors");
        run(
                "jdeps",
                "--multi-release",
                "17",
                "--ignore-missing-deps",
                "--module-path",
                others.toString(),
                "--generate-module-info",
                found.toString(),
                jar.toString());
        String name =
                jar.getFileName().toString().replaceAll("-[0-9.]+\\.jar$", "").replace('-', '.');
        Path descriptor;
        try (Stream<Path> files = Files.walk(found.resolve(name))) {
            descriptor = files.filter(file -> file.endsWith("module-info.java"))
                    .findFirst()
                    .orElseThrow();
        }
        Path compiled = directory.resolve("compiled").resolve(name);
        run(
                "javac",
                "--module-path",
                others.toString(),
                "--patch-module",
                name + "=" + jar,
                "-d",
                compiled.toString(),
                descriptor.toString());
        run("jar", "--update", "--file", jar.toString(), "-C", compiled.toString(), "module-info.class");
    }

    private static void run(String tool, String... arguments) {
        StringWriter output = new StringWriter();
        PrintWriter out = new PrintWriter(output);
        int exitCode = ToolProvider.findFirst(tool).orElseThrow().run(out, out, arguments);
        assertThat(exitCode).as(tool + ": " + output).isZero();
    }

    private static List<Path> libraries() {
        List<Path> all = new ArrayList<>(jars("ejml-"));
        all.addAll(jars("jackson-"));
        all.add(framework());
        return all;
    }

    private static Path framework() {
        try {
            return Path.of(NDArray.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Path> jars(String prefix) {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(path -> path.getFileName().toString().startsWith(prefix))
                .toList();
    }

    private static String path(List<Path> modules) {
        return modules.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }
}
