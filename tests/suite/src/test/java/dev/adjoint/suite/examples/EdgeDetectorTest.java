package dev.adjoint.suite.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.examples.EdgeDetector;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The numbers of the edge detector in float64. */
class EdgeDetectorTest {
    private final List<EdgeDetector.Step> steps = EdgeDetector.train();

    @Test
    void lossFallsFromTwelveThroughTenSteps() {
        assertThat(steps).hasSize(10);
        assertThat(steps.get(0).loss()).isEqualTo(12);
        assertThat(steps.get(1).loss()).isCloseTo(4.9152, within(1e-12));
        assertThat(steps.get(9).loss()).isCloseTo(0.0038942226439, within(1e-13));
    }

    @Test
    void kernelComesCloseToTheOneThatMadeTheEdges() {
        EdgeDetector.Step last = steps.get(9);
        assertThat(last.left()).isCloseTo(0.98847078, within(5e-9));
        assertThat(last.right()).isCloseTo(-0.98847078, within(5e-9));
    }
}
