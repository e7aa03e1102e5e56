package dev.adjoint.suite.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.suite.JavaProcess;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** With any arguments, in a small heap, operations give a result and its gradients, or an error of ours. */
class OpsFuzzTest {
    private static final int CALLS = 50;
    private static final int SLOW_CALLS = 600;

    @Test
    void callsAreAnsweredOrRefused() throws Exception {
        run("ejml", 0, CALLS);
    }

    @Test
    @Tag("slow")
    void manyCallsAreAnsweredOrRefused() throws Exception {
        for (String products : List.of("ejml", "plain", "simd")) {
            run(products, CALLS, CALLS + SLOW_CALLS);
        }
    }

    private static void run(String products, int from, int to) throws Exception {
        JavaProcess process = JavaProcess.run(
                List.of("-Xmx256m", "-Dadjoint.backend=" + products, "--add-modules", "jdk.incubator.vector"),
                OpsFuzzProcess.class,
                String.valueOf(from),
                String.valueOf(to));
        assertThat(process.exitCode()).as(process.output()).isZero();
        assertThat(process.output()).containsPattern("[1-9]\\d* calls answered, [1-9]\\d* refused");
    }
}
