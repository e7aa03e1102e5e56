package dev.adjoint.suite.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.ShapeException;
import dev.adjoint.array.NDArray;
import dev.adjoint.array.Shape;
import dev.adjoint.autograd.Tape;
import dev.adjoint.autograd.Tensor;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Shapes that do not match are broadcast by NumPy's rules, and gradients summed over what was repeated. */
@PropertyDefaults(edgeCases = EdgeCasesMode.NONE)
class BroadcastingTest {

    /** Two shapes and the one both are repeated to. */
    record Pair(Shape a, Shape b, Shape common) {}

    @Provide
    Arbitrary<Pair> pairs() {
        return Arbitraries.integers()
                .between(0, 4)
                .flatMap(rank -> Combinators.combine(
                                Arbitraries.integers().between(0, 3).list().ofSize(rank),
                                Arbitraries.integers().between(0, 3).list().ofSize(rank),
                                Arbitraries.integers().between(0, rank),
                                Arbitraries.integers().between(0, 1))
                        .as(BroadcastingTest::pair));
    }

    /**
     * @param whose for each axis: 0 both have it, 1 it is 1 in a, 2 it is 1 in b, 3 in both
     * @param missing how many leading axes one of them lacks
     * @param lacking which one
     */
    private static Pair pair(List<Integer> sizes, List<Integer> whose, int missing, int lacking) {
        int rank = sizes.size();
        int[] a = new int[rank];
        int[] b = new int[rank];
        int[] common = new int[rank];
        for (int i = 0; i < rank; i++) {
            boolean gone = i < missing;
            a[i] = (whose.get(i) & 1) != 0 || gone && lacking == 0 ? 1 : sizes.get(i);
            b[i] = (whose.get(i) & 2) != 0 || gone && lacking == 1 ? 1 : sizes.get(i);
            common[i] = a[i] == 1 ? b[i] : a[i];
        }
        int fromA = lacking == 0 ? missing : 0;
        int fromB = lacking == 1 ? missing : 0;
        return new Pair(
                Shape.of(Arrays.copyOfRange(a, fromA, rank)),
                Shape.of(Arrays.copyOfRange(b, fromB, rank)),
                Shape.of(common));
    }

    @Property
    void valuesAndGradientsFollowTheNaiveRule(@ForAll("pairs") Pair pair) {
        Tensor a = numbers(pair.a, 1);
        Tensor b = numbers(pair.b, 100);
        Tensor g = numbers(pair.common, 7);
        double[] y = new double[pair.common.size()];
        double[] da = new double[pair.a.size()];
        double[] db = new double[pair.b.size()];
        for (int i = 0; i < y.length; i++) {
            int fromA = source(pair.a, pair.common, i);
            int fromB = source(pair.b, pair.common, i);
            y[i] = a.value().at(fromA) * b.value().at(fromB);
            da[fromA] += g.value().at(i) * b.value().at(fromB);
            db[fromB] += g.value().at(i) * a.value().at(fromA);
        }

        try (Tape tape = Tape.record()) {
            Tensor product = a.mul(b);
            List<Tensor> gradients = tape.from(product).seed(g).gradients(a, b);

            assertThat(product.shape()).isEqualTo(pair.common);
            assertThat(product.value().toDoubleArray()).isEqualTo(y);
            assertThat(gradients.get(0).value().toDoubleArray()).isEqualTo(da);
            assertThat(gradients.get(1).value().toDoubleArray()).isEqualTo(db);
        }
    }

    @Property
    void expandAndSumToAreAdjoint(@ForAll("pairs") Pair pair) {
        Tensor x = numbers(pair.a, 1);
        Tensor g = numbers(pair.common, 7);

        assertThat(inner(x.expand(pair.common), g)).isEqualTo(inner(x, g.sumTo(pair.a)));
    }

    @Test
    void shapesThatDoNotBroadcastAreNamed() {
        assertThatThrownBy(() -> numbers(Shape.of(2, 3), 1).add(numbers(Shape.of(4, 2), 1)))
                .isInstanceOf(ShapeException.class)
                .hasMessage(
                        "add: shapes [2, 3] and [4, 2] do not broadcast: sizes 3 and 2 at axis -1 differ and neither"
                                + " is 1");
    }

    /** Where element i of the common shape comes from: axes count from the last, an axis of size 1 is repeated. */
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

    private static double inner(Tensor a, Tensor b) {
        double sum = 0;
        for (int i = 0; i < a.shape().size(); i++) {
            sum += a.value().at(i) * b.value().at(i);
        }
        return sum;
    }

    /** Integers, so that sums are exact. */
    private static Tensor numbers(Shape shape, int first) {
        double[] numbers = new double[shape.size()];
        Arrays.setAll(numbers, i -> first + i);
        return new Tensor(NDArray.wrap(shape, numbers));
    }
}
