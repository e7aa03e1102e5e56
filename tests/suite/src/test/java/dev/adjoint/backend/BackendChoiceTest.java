package dev.adjoint.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.AdjointException;
import dev.adjoint.ConvOptions;
import dev.adjoint.Engine;
import dev.adjoint.Tensor;
import dev.adjoint.op.Conv;
import dev.adjoint.suite.JavaProcess;
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

/** Which backend computes in a new JVM, by its flags, its properties and what others provide. */
@Tag("slow")
class BackendChoiceTest {
    private static final List<String> VECTORS = List.of("--add-modules", "jdk.incubator.vector");

    private static final String FOREIGN = """
            package foreign;

            import dev.adjoint.backend.*;
            import java.util.Arrays;

            /** Products by loops over rows and columns. */
            public final class LoopsBackend implements Backend {
                public String name() {
                    return "loops";
                }

                public int priority() {
                    return 1000;
                }

                public ServicesF32 f32() {
                    return () -> LoopsBackend::floats;
                }

                public ServicesF64 f64() {
                    return () -> LoopsBackend::doubles;
                }

                private static void doubles(MatrixF64 a, MatrixF64 b, double[] c, int offset, int stride, boolean add) {
                    double[] left = new double[a.rows() * a.columns()];
                    double[] right = new double[b.rows() * b.columns()];
                    a.copy(0, 0, a.rows(), a.columns(), left, 0, a.columns());
                    b.copy(0, 0, b.rows(), b.columns(), right, 0, b.columns());
                    Parallel.pieces(a.rows(), r -> {
                        for (int j = 0; j < b.columns(); j++) {
                            double sum = add ? c[offset + r * stride + j] : 0;
                            for (int k = 0; k < b.rows(); k++) {
                                sum += left[r * b.rows() + k] * right[k * b.columns() + j];
                            }
                            c[offset + r * stride + j] = sum;
                        }
                    });
                }

                private static void floats(MatrixF32 a, MatrixF32 b, float[] c, int offset, int stride, boolean add) {
                    float[] left = new float[a.rows() * a.columns()];
                    float[] right = new float[b.rows() * b.columns()];
                    a.copy(0, 0, a.rows(), a.columns(), left, 0, a.columns());
                    b.copy(0, 0, b.rows(), b.columns(), right, 0, b.columns());
                    for (int r = 0; r < a.rows(); r++) {
                        for (int j = 0; j < b.columns(); j++) {
                            float sum = add ? c[offset + r * stride + j] : 0;
                            for (int k = 0; k < b.rows(); k++) {
                                sum += left[r * b.rows() + k] * right[k * b.columns() + j];
                            }
                            c[offset + r * stride + j] = sum;
                        }
                    }
                }
            }
            """;

    private static final String BROKEN = """
            package foreign;

            import dev.adjoint.backend.*;

            /** Cannot be made. */
            public final class BrokenBackend implements Backend {
                public BrokenBackend() {
                    throw new IllegalStateException("no such device");
                }

                public String name() {
                    return "broken";
                }

                public int priority() {
                    return 2000;
                }

                public ServicesF32 f32() {
                    return null;
                }

                public ServicesF64 f64() {
                    return null;
                }
            }
            """;

    @TempDir
    private static Path directory;

    private static Path foreign;
    private static Path foreignModule;
    private static Path broken;

    /** Prints who computes, or why nobody can, and what a convolution yields; says so if that changes. */
    public static void main(String[] args) {
        System.out.print(tell() + (tell().equals(tell()) ? "" : " and later " + tell()));
    }

    private static String tell() {
        try {
            Tensor x = Tensor.of(new double[] {1, 2, 3, 4}).reshape(1, 1, 4);
            Tensor y = Conv.conv(x, Tensor.of(new double[] {1, -1}).reshape(1, 1, 2), ConvOptions.DEFAULTS);
            return Engine.backend() + " " + y.value().at(0) + " on " + (Engine.threads() > 0);
        } catch (AdjointException e) {
            return e.getMessage();
        }
    }

    @BeforeAll
    static void compileForeignBackends() throws IOException {
        foreign = compile("foreign", "LoopsBackend", FOREIGN, false);
        foreignModule = compile("module", "LoopsBackend", FOREIGN, true);
        broken = compile("broken", "BrokenBackend", BROKEN, false);
        Files.writeString(
                broken.resolve("META-INF/services/dev.adjoint.backend.Backend"),
                "foreign.MissingBackend\nforeign.BrokenBackend\n");
    }

    @Test
    void withoutAFlagPlainJavaDoes() throws Exception {
        assertThat(run(List.of())).isEqualTo("plain -1.0 on true");
    }

    @Test
    void withTheIncubatorModuleTheVectorApiDoes() throws Exception {
        assertThat(run(VECTORS)).endsWith("simd -1.0 on true");
    }

    @Test
    void aPropertyNamesAnother() throws Exception {
        assertThat(run(VECTORS, "-Dadjoint.backend=plain")).endsWith("plain -1.0 on true");
        assertThat(run(List.of(), "-Dadjoint.backend=ejml")).isEqualTo("ejml -1.0 on true");
    }

    @Test
    void aWrongNameIsToldWhatThereIsAndWhatOthersNeed() throws Exception {
        assertThat(run(List.of(), "-Dadjoint.backend=simd"))
                .endsWith("adjoint.backend: expected one of [plain, ejml], got simd;"
                        + " simd needs a JVM started with --add-modules jdk.incubator.vector");
        assertThat(run(VECTORS, "-Dadjoint.backend=blas"))
                .endsWith("adjoint.backend: expected one of [simd, plain, ejml], got blas");
    }

    /** Each time the same error, not a class that cannot be initialised the first time and is missing ever after. */
    @Test
    void aWrongValueOfAPropertyIsOneClearErrorEachTime() throws Exception {
        assertThat(run(List.of(), "-Dadjoint.convolution=typo"))
                .endsWith("adjoint.convolution: expected one of [direct, patches, cells, winograd, fourier], got typo");
        for (String threads : List.of("abc", "5000", "0", "1.5", "")) {
            assertThat(run(List.of(), "-Dadjoint.threads=" + threads))
                    .endsWith("adjoint.threads: expected a whole number from 1 to 1024, got " + threads);
        }
    }

    @Test
    void aJarOnTheClassPathProvidesABackend() throws Exception {
        assertThat(runWith(foreign, List.of())).isEqualTo("loops -1.0 on true");
        assertThat(runWith(foreign, List.of("-Dadjoint.backend=plain"))).isEqualTo("plain -1.0 on true");
    }

    @Test
    void aModuleProvidesABackend() throws Exception {
        List<String> modules = new ArrayList<>(List.of(classes(Engine.class).toString(), foreignModule.toString()));
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(path -> path.matches(".*[/\\\\](ejml|jackson)-[^/\\\\]*\\.jar"))
                .forEach(modules::add);
        List<String> command = List.of(
                "--module-path",
                String.join(File.pathSeparator, modules),
                "--add-modules",
                "dev.adjoint",
                "-m",
                "foreign/foreign.Main");

        assertThat(JavaProcess.run("java", command).output()).isEqualToIgnoringNewLines("loops");
    }

    @Test
    void aBrokenProviderDoesNotBreakOthers() throws Exception {
        assertThat(runWith(broken, List.of("-Dadjoint.backend=plain"))).endsWith("plain -1.0 on true");
        assertThat(runWith(broken, List.of()))
                .contains("the backend foreign.BrokenBackend cannot be loaded")
                .contains("no such device")
                .endsWith("plain -1.0 on true");
    }

    @Test
    void aBrokenProviderThatIsChosenIsOneClearError() throws Exception {
        assertThat(runWith(broken, List.of("-Dadjoint.backend=broken")))
                .contains("adjoint.backend: expected one of [plain, ejml], got broken;")
                .contains("; foreign.BrokenBackend cannot be loaded: java.lang.IllegalStateException: no such device")
                .contains("foreign.MissingBackend not found")
                .doesNotContain("and later");
    }

    private static String run(List<String> flags, String... properties) throws Exception {
        List<String> all = new ArrayList<>(flags);
        all.addAll(List.of(properties));
        return JavaProcess.run(all, BackendChoiceTest.class).output();
    }

    private static String runWith(Path jar, List<String> flags) throws Exception {
        List<String> command = new ArrayList<>(flags);
        String path = jar + File.pathSeparator + System.getProperty("java.class.path");
        command.addAll(List.of("-cp", path, BackendChoiceTest.class.getName()));
        return JavaProcess.run("java", command).output();
    }

    /** Compiles a backend against what core exports; on the class path, or as a module with a main class. */
    private static Path compile(String name, String type, String source, boolean module) throws IOException {
        Path sources = Files.createDirectories(directory.resolve(name + "-source"));
        Path target = directory.resolve(name);
        List<String> arguments = new ArrayList<>(List.of("-d", target.toString()));
        if (module) {
            Files.writeString(sources.resolve("module-info.java"), """
                    module foreign {
                        requires dev.adjoint;
                        provides dev.adjoint.backend.Backend with foreign.LoopsBackend;
                    }
                    """);
            Files.writeString(sources.resolve("Main.java"), """
                    package foreign;

                    public final class Main {
                        public static void main(String[] args) {
                            System.out.println(dev.adjoint.Engine.backend());
                        }
                    }
                    """);
            String libraries = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                    .filter(path -> path.matches(".*[/\\\\](ejml|jackson)-[^/\\\\]*\\.jar"))
                    .collect(Collectors.joining(File.pathSeparator));
            arguments.addAll(List.of("--module-path", classes(Engine.class) + File.pathSeparator + libraries));
            arguments.add(sources.resolve("module-info.java").toString());
            arguments.add(sources.resolve("Main.java").toString());
        } else {
            arguments.addAll(List.of("-cp", classes(Engine.class).toString()));
            Path services = Files.createDirectories(target.resolve("META-INF/services"));
            Files.writeString(services.resolve("dev.adjoint.backend.Backend"), "foreign." + type + "\n");
        }
        Path file = Files.writeString(sources.resolve(type + ".java"), source);
        arguments.add(file.toString());
        StringWriter output = new StringWriter();
        PrintWriter out = new PrintWriter(output);
        int exitCode = ToolProvider.findFirst("javac").orElseThrow().run(out, out, arguments.toArray(String[]::new));
        assertThat(exitCode).as(output.toString()).isZero();
        return target;
    }

    private static Path classes(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
