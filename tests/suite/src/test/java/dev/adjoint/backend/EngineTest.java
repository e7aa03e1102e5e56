package dev.adjoint.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.ArgumentException;
import dev.adjoint.Engine;
import dev.adjoint.kernel.engine.EngineState;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a program may ask of what computes, and set. */
class EngineTest {
    private final Backend backend = EngineState.backend();
    private final int threads = Engine.threads();

    @AfterEach
    void asBefore() {
        EngineState.use(backend);
        Engine.useThreads(threads);
    }

    @Test
    void fingerprintIsTheSameEachTimeAndOnAnyNumberOfThreads() {
        String first = Engine.fingerprint();
        for (int count : new int[] {1, 2, 5}) {
            Engine.useThreads(count);
            assertThat(Engine.fingerprint()).isEqualTo(first);
        }
        assertThat(first).matches(Engine.backend() + "-[0-9]+-[0-9a-f]{8}");
    }

    @Test
    void fingerprintsOfBackendsDiffer() {
        List<String> all = new ArrayList<>();
        EachBackend.run(() -> all.add(Engine.fingerprint()));
        assertThat(all).doesNotHaveDuplicates().hasSizeGreaterThan(2);
        assertThat(bitsOf(all, "plain")).isNotEqualTo(bitsOf(all, "ejml"));
    }

    private static String bitsOf(List<String> fingerprints, String backend) {
        return fingerprints.stream()
                .filter(one -> one.startsWith(backend + "-"))
                .findFirst()
                .orElseThrow()
                .replaceAll(".*-", "");
    }

    @Test
    void aBackendIsChosenByName() {
        Engine.useBackend("ejml");
        assertThat(Engine.backend()).isEqualTo("ejml");
        assertThatThrownBy(() -> Engine.useBackend("blas"))
                .isInstanceOf(ArgumentException.class)
                .hasMessageContaining("got blas");
        assertThat(Engine.backend()).isEqualTo("ejml");
    }

    @Test
    void threadsAreOneTo1024() {
        Engine.useThreads(3);
        assertThat(Engine.threads()).isEqualTo(3);
        for (int count : new int[] {0, -1, 1025}) {
            assertThatThrownBy(() -> Engine.useThreads(count))
                    .isInstanceOf(ArgumentException.class)
                    .hasMessage("threads: expected 1 to 1024, got " + count);
        }
    }
}
