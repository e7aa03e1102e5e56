package dev.adjoint.suite.autograd;

import static dev.adjoint.jqwik.AdjointAssertions.assertAdjoint;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.ShapeException;
import dev.adjoint.Tape;
import dev.adjoint.Tensor;
import dev.adjoint.jqwik.ShapeOf;
import dev.adjoint.jqwik.ShapePair;
import dev.adjoint.jqwik.Tolerance;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Shapes that do not match are broadcast by NumPy's rules, and gradients are summed over repeated elements. */
class BroadcastingTest {

    @Property
    void valuesAndGradientsFollowTheNaiveRule(@ForAll @ShapeOf(minDim = 0, maxDim = 3, maxSize = 81) ShapePair pair) {
        Shape common = common(pair.first(), pair.second());
        Tensor a = numbers(pair.first(), 1);
        Tensor b = numbers(pair.second(), 100);
        Tensor g = numbers(common, 7);
        double[] y = new double[common.size()];
        double[] da = new double[a.shape().size()];
        double[] db = new double[b.shape().size()];
        for (int i = 0; i < y.length; i++) {
            int fromA = source(a.shape(), common, i);
            int fromB = source(b.shape(), common, i);
            y[i] = a.value().at(fromA) * b.value().at(fromB);
            da[fromA] += g.value().at(i) * b.value().at(fromB);
            db[fromB] += g.value().at(i) * a.value().at(fromA);
        }

        try (Tape tape = Tape.record()) {
            Tensor product = a.mul(b);
            List<Tensor> gradients = tape.from(product).seed(g).gradients(a, b);

            assertThat(product.shape()).isEqualTo(common);
            assertThat(product.value().toDoubleArray()).isEqualTo(y);
            assertThat(gradients.get(0).value().toDoubleArray()).isEqualTo(da);
            assertThat(gradients.get(1).value().toDoubleArray()).isEqualTo(db);
        }
    }

    @Property
    void expandAndSumToAreAdjoint(@ForAll @ShapeOf(minDim = 0, maxDim = 3, maxSize = 81) ShapePair pair) {
        Shape common = common(pair.first(), pair.second());

        assertAdjoint(
                x -> x.expand(common),
                g -> g.sumTo(pair.first()),
                numbers(pair.first(), 1),
                numbers(common, 7),
                Tolerance.EXACT);
    }

    @Test
    void shapesThatDoNotBroadcastAreNamed() {
        assertThatThrownBy(() -> numbers(Shape.of(2, 3), 1).add(numbers(Shape.of(4, 2), 1)))
                .isInstanceOf(ShapeException.class)
                .hasMessage(
                        "add: shapes [2, 3] and [4, 2] do not broadcast: sizes 3 and 2 at axis -1 differ and neither"
                                + " is 1");
    }

    /** Axes count from the last; where one shape has a size of 1 or no axis, the other decides. */
    private static Shape common(Shape a, Shape b) {
        int[] dims = new int[Math.max(a.rank(), b.rank())];
        for (int axis = 1; axis <= dims.length; axis++) {
            int fromA = axis <= a.rank() ? a.dim(-axis) : 1;
            int fromB = axis <= b.rank() ? b.dim(-axis) : 1;
            dims[dims.length - axis] = fromA == 1 ? fromB : fromA;
        }
        return Shape.of(dims);
    }

    /** The origin of element i of the common shape. Axes count from the last; an axis of size 1 is repeated. */
    private static int source(Shape own, Shape common, int i) {
        int flat = 0;
        int stride = 1;
        for (int axis = 1; axis <= own.rank(); axis++) {
            int size = common.dim(-axis);
            int at = i % size;
            i /= size;
            flat += own.dim(-axis) == 1 ? 0 : at * stride;
            stride *= own.dim(-axis);
        }
        return flat;
    }

    /** Integers, so that sums are exact. */
    private static Tensor numbers(Shape shape, int first) {
        double[] numbers = new double[shape.size()];
        Arrays.setAll(numbers, i -> first + i);
        return new Tensor(NDArray.wrap(shape, numbers));
    }
}
