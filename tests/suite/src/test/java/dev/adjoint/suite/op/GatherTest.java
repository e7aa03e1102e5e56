package dev.adjoint.suite.op;

import static dev.adjoint.suite.op.Derivatives.gradient;
import static dev.adjoint.suite.op.Derivatives.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.ArgumentException;
import dev.adjoint.IntArray;
import dev.adjoint.Shape;
import dev.adjoint.ShapeException;
import dev.adjoint.Tensor;
import dev.adjoint.op.Gather;
import dev.adjoint.op.Lookup;
import org.junit.jupiter.api.Test;

/** Elements and rows, selected by index. */
class GatherTest {
    private final Tensor x = tensor(Shape.of(2, 3), 1, 2, 3, 4, 5, 6);

    @Test
    void eachPositionPicksAlongTheAxis() {
        IntArray index = IntArray.of(Shape.of(2, 2), 2, 0, 1, 1);
        assertThat(Gather.gather(x, 1, index).value().toDoubleArray()).containsExactly(3, 1, 5, 5);
        assertThat(Gather.gather(x, -1, index).value().toDoubleArray()).containsExactly(3, 1, 5, 5);
    }

    @Test
    void indexMayBeSmallerAlongOtherAxes() {
        IntArray index = IntArray.of(Shape.of(1, 2), 0, 2);
        assertThat(Gather.gather(x, 1, index).value().toDoubleArray()).containsExactly(1, 3);
        IntArray longer = IntArray.of(Shape.of(3, 1), 1, 0, 1);
        assertThat(Gather.gather(x, 0, longer).value().toDoubleArray()).containsExactly(4, 1, 4);
    }

    @Test
    void gradientAddsUpWhereAnElementWasPickedTwice() {
        IntArray index = IntArray.of(Shape.of(2, 2), 2, 0, 1, 1);
        assertThat(gradient(t -> Gather.gather(t, 1, index), x)).containsExactly(1, 0, 1, 0, 2, 0);
    }

    @Test
    void pickingNothingGivesNothingAndNoGradient() {
        IntArray none = IntArray.of(Shape.of(0, 3));
        assertThat(Gather.gather(x, 0, none).shape()).isEqualTo(Shape.of(0, 3));
        assertThat(gradient(t -> Gather.gather(t, 0, none), x)).containsOnly(0);
    }

    @Test
    void anIndexThatDoesNotExistIsNamed() {
        assertThatThrownBy(() -> Gather.gather(x, 1, IntArray.of(Shape.of(1, 2), 0, 3)))
                .isInstanceOf(ArgumentException.class)
                .hasMessageContaining("gather")
                .hasMessageContaining("axis 1 of [2, 3]")
                .hasMessageContaining("got 3 at position 1");
    }

    @Test
    void anIndexOfAnotherRankOrLargerThanTheInputIsAnError() {
        assertThatThrownBy(() -> Gather.gather(x, 1, IntArray.of(0))).isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> Gather.gather(x, 1, IntArray.of(Shape.of(3, 1), 0, 0, 0)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("[3, 1]");
    }

    @Test
    void thePaddingRowIsLookedUpButGetsNoGradient() {
        IntArray index = IntArray.of(Shape.of(2, 2), 0, 1, 1, 0);
        assertThat(Lookup.embedding(index, x, 1).value().toDoubleArray())
                .containsExactly(1, 2, 3, 4, 5, 6, 4, 5, 6, 1, 2, 3);
        assertThat(gradient(t -> Lookup.embedding(index, t, 1), x)).containsExactly(2, 2, 2, 0, 0, 0);
        assertThat(gradient(t -> Lookup.embedding(index, t, -1), x)).containsExactly(2, 2, 2, 2, 2, 2);
    }

    @Test
    void rowsThatTheTableDoesNotHaveAreErrors() {
        assertThatThrownBy(() -> Lookup.embedding(IntArray.of(0, -1), x, -1))
                .isInstanceOf(ArgumentException.class)
                .hasMessageContaining("got -1 at position 1");
        assertThatThrownBy(() -> Lookup.embedding(IntArray.of(0), x, 2)).isInstanceOf(ArgumentException.class);
        assertThatThrownBy(() -> Lookup.embedding(IntArray.of(0), x.reshape(6), -1))
                .isInstanceOf(ShapeException.class);
    }
}
