package dev.adjoint.suite.windows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.ConvOptions;
import dev.adjoint.DType;
import dev.adjoint.Entry;
import dev.adjoint.NDArray;
import dev.adjoint.PoolOptions;
import dev.adjoint.Shape;
import dev.adjoint.Tape;
import dev.adjoint.Tensor;
import dev.adjoint.op.Conv;
import dev.adjoint.op.Pool;
import dev.adjoint.op.Unfold;
import dev.adjoint.op.Windowed;
import dev.adjoint.window.Axis;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What operations with windows tell of themselves on a tape: their names, their work, their windows. */
class WindowsOnTheTapeTest {
    private static final Axis PAIRS = Axis.of(6, 2, 2, 1, 0, 0);

    private static Tensor ones(int... dims) {
        return new Tensor(NDArray.full(DType.FLOAT32, Shape.of(dims), 1));
    }

    /**
     * Each product of a convolution works as much as the others: 2 images of 4 windows of 3 filters with 2 x 3 cells.
     */
    @ParameterizedTest
    @CsvSource({"conv1d", "conv_transpose1d", "conv1d_filter_gradient"})
    void productsOfAConvolutionCountTheSameWork(String name) {
        Tensor x = ones(2, 2, 6);
        Tensor w = ones(3, 2, 3);
        try (Tape tape = Tape.record()) {
            Tensor y = Conv.conv(x, w, ConvOptions.DEFAULTS);
            tape.from(y).seed(y.detach()).differentiable().gradients(x, w);

            assertThat(tape.entries().stream()
                            .filter(entry ->
                                    !entry.isLeaf() && entry.op().name().equals(name)))
                    .singleElement()
                    .extracting(Entry::multiplyAdds)
                    .isEqualTo(2L * 4 * 3 * 2 * 3);
        }
    }

    private static Entry last(UnaryOperator<Tensor> function) {
        try (Tape tape = Tape.record()) {
            function.apply(ones(1, 1, 6));
            return tape.entries().get(tape.entries().size() - 1);
        }
    }

    @Test
    void operationsNameThemselvesAndTheirWindows() {
        Entry conv = last(x -> Conv.conv(x, ones(1, 1, 2), ConvOptions.DEFAULTS.stride(2)));
        Entry max = last(x -> Pool.max(x, PoolOptions.kernel(2)));
        Entry average = last(x -> Pool.average(x, PoolOptions.kernel(2)));
        for (Entry entry : List.of(conv, max, average)) {
            assertThat(((Windowed) entry.op()).windows()).containsExactly(PAIRS);
        }
        assertThat(max.op().name()).isEqualTo("max_pool1d");
        assertThat(average.op().name()).isEqualTo("avg_pool1d");
        ConvOptions pairs = ConvOptions.kernel(2).stride(2);
        assertThat(last(x -> Unfold.unfold(x, pairs)).op().name()).isEqualTo("unfold");
        assertThat(last(x -> Unfold.fold(ones(1, 2, 3), new int[] {6}, pairs))
                        .op()
                        .name())
                .isEqualTo("fold");
    }
}
