package dev.adjoint.suite.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.ArgumentException;
import dev.adjoint.optim.GracefulExit;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What the work gives and throws; signals are tested with processes in {@link KillTest}. */
class GracefulExitTest {
    private final ToyTraining toy = new ToyTraining(ToyTraining.options());

    @Test
    void resultOfTheWorkIsHandedOn() {
        assertThat(GracefulExit.<String, RuntimeException>run(toy.trainer, Duration.ZERO, () -> "done"))
                .isEqualTo("done");
    }

    @Test
    void exceptionOfTheWorkIsHandedOn() {
        GracefulExit.Work<Void, IOException> work = () -> {
            throw new IOException("no disk");
        };
        assertThatThrownBy(() -> GracefulExit.run(toy.trainer, Duration.ZERO, work))
                .isInstanceOf(IOException.class)
                .hasMessage("no disk");
    }

    @Test
    void negativeLimitIsRefusedBeforeTheWorkBegins() {
        assertThatThrownBy(() -> GracefulExit.run(toy.trainer, Duration.ofSeconds(-1), () -> {
                    throw new IllegalStateException("begun");
                }))
                .isInstanceOf(ArgumentException.class)
                .hasMessageStartingWith("graceful exit: expected a limit of 0 or more");
    }
}
