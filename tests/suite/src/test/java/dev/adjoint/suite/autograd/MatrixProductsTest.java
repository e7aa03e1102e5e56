package dev.adjoint.suite.autograd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.AdjointException;
import dev.adjoint.MatrixProducts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which provider computes matrix products in a new JVM, depending on its flags. */
@Tag("slow")
class MatrixProductsTest {
    private static final List<String> VECTORS = List.of("--add-modules", "jdk.incubator.vector");

    /** Prints the provider, or why none can run. */
    public static void main(String[] args) {
        try {
            System.out.print(MatrixProducts.name());
        } catch (AdjointException e) {
            System.out.print(e.getMessage());
        }
    }

    @Test
    void withoutAFlagPlainJavaDoes() throws Exception {
        assertThat(run(List.of())).isEqualTo("plain");
    }

    @Test
    void withTheIncubatorModuleTheVectorApiDoes() throws Exception {
        assertThat(run(VECTORS)).isEqualTo("simd");
    }

    @Test
    void aPropertyNamesAnother() throws Exception {
        assertThat(run(VECTORS, "-Dadjoint.backend=plain")).isEqualTo("plain");
        assertThat(run(List.of(), "-Dadjoint.backend=ejml")).isEqualTo("ejml");
    }

    @Test
    void aWrongNameIsToldWhatThereIsAndWhatOthersNeed() throws Exception {
        assertThat(run(List.of(), "-Dadjoint.backend=simd"))
                .isEqualTo("adjoint.backend: expected one of [plain, ejml], got simd;"
                        + " simd needs a JVM started with --add-modules jdk.incubator.vector");
        assertThat(run(VECTORS, "-Dadjoint.backend=blas"))
                .isEqualTo("adjoint.backend: expected one of [simd, plain, ejml], got blas");
    }

    private static String run(List<String> flags, String... properties) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(List.of(properties));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), MatrixProductsTest.class.getName()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return output;
    }
}
