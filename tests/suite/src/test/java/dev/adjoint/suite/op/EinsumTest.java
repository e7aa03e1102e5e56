package dev.adjoint.suite.op;

import static dev.adjoint.jqwik.AdjointAssertions.assertGradientsMatch;
import static dev.adjoint.suite.op.Derivatives.tensor;
import static dev.adjoint.suite.op.Derivatives.vector;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.ArgumentException;
import dev.adjoint.DType;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.ShapeException;
import dev.adjoint.Tensor;
import dev.adjoint.op.Einsum;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Einstein's summation against its definition, and how equations are read. */
class EinsumTest {
    private static final String LETTERS = "abcd";
    private static final int[] SIZES = {2, 3, 1, 4};

    private final Tensor square = tensor(Shape.of(2, 2), 1, 2, 3, 4);
    private final Tensor wide = tensor(Shape.of(2, 3), 1, 2, 3, 4, 5, 6);

    @Property(tries = 300)
    void equalsTheSumOverAllIndices(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<String> terms = new ArrayList<>();
        List<Tensor> operands = new ArrayList<>();
        for (int k = random.nextInt(1, 4); k > 0; k--) {
            String term = letters(random, random.nextInt(4));
            terms.add(term);
            int[] dims = term.chars().map(c -> SIZES[LETTERS.indexOf(c)]).toArray();
            operands.add(new Tensor(NDArray.normal(DType.FLOAT64, Shape.of(dims), 0, 1, random)));
        }
        String output = String.join("", terms)
                .chars()
                .distinct()
                .filter(c -> random.nextBoolean())
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
        String equation = String.join(",", terms) + "->" + output;

        Tensor result = Einsum.einsum(equation, operands.toArray(Tensor[]::new));

        double[] expected = sumOverAllIndices(terms, operands, output);
        assertThat(result.shape().size()).isEqualTo(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat(result.value().at(i)).as(equation).isCloseTo(expected[i], within(1e-12));
        }
    }

    private static String letters(SplittableRandom random, int n) {
        return random.ints(n, 0, LETTERS.length())
                .mapToObj(i -> LETTERS.substring(i, i + 1))
                .collect(Collectors.joining());
    }

    private static double[] sumOverAllIndices(List<String> terms, List<Tensor> operands, String output) {
        int[] outputDims = output.chars().map(c -> SIZES[LETTERS.indexOf(c)]).toArray();
        String summed = String.join("", terms)
                .chars()
                .distinct()
                .filter(c -> output.indexOf(c) < 0)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
        double[] result = new double[Shape.of(outputDims).size()];
        String all = output + summed;
        int[] index = new int[LETTERS.length()];
        int total = all.chars().map(c -> SIZES[LETTERS.indexOf(c)]).reduce(1, (a, b) -> a * b);
        for (int flat = 0; flat < total; flat++) {
            int rest = flat;
            for (int i = all.length() - 1; i >= 0; i--) {
                int letter = LETTERS.indexOf(all.charAt(i));
                index[letter] = rest % SIZES[letter];
                rest /= SIZES[letter];
            }
            double product = 1;
            for (int k = 0; k < operands.size(); k++) {
                product *= operands.get(k)
                        .value()
                        .get(terms.get(k)
                                .chars()
                                .map(c -> index[LETTERS.indexOf(c)])
                                .toArray());
            }
            result[flat / (total / result.length)] += product;
        }
        return result;
    }

    @Test
    void withoutAnArrowLettersThatOccurOnceStayInAlphabeticalOrder() {
        assertThat(Einsum.einsum("ba", wide).shape()).isEqualTo(Shape.of(3, 2));
        assertThat(Einsum.einsum("ij,jk", square, wide).value().toDoubleArray()).containsExactly(9, 12, 15, 19, 26, 33);
        assertThat(Einsum.einsum("ii", square).item()).isEqualTo(5);
    }

    @Test
    void spacesAreIgnored() {
        assertThat(Einsum.einsum(" i j , j k -> k i ", square, wide).shape()).isEqualTo(Shape.of(3, 2));
    }

    @Test
    void anEllipsisStandsForTheAxesWithoutALetter() {
        Tensor batch = wide.reshape(1, 2, 3).expand(Shape.of(4, 2, 3));
        assertThat(Einsum.einsum("...ij->...ji", batch).shape()).isEqualTo(Shape.of(4, 3, 2));
        assertThat(Einsum.einsum("...ij,...jk", square, batch).shape()).isEqualTo(Shape.of(4, 2, 3));
        assertThat(Einsum.einsum("i...->...", batch).shape()).isEqualTo(Shape.of(2, 3));
        assertThat(Einsum.einsum("...->", wide).item()).isEqualTo(21);
    }

    @Test
    void axesOfSizeOneAreRepeated() {
        Tensor row = tensor(Shape.of(1, 3), 1, 10, 100);
        assertThat(Einsum.einsum("ij,ij->i", wide, row).value().toDoubleArray()).containsExactly(321, 654);
        assertThat(Einsum.einsum("...,...", row, wide).shape()).isEqualTo(Shape.of(2, 3));
    }

    @Test
    void scalarsScale() {
        assertThat(Einsum.einsum(",i->i", Tensor.scalar(DType.FLOAT64, 2), vector(3, 4))
                        .value()
                        .toDoubleArray())
                .containsExactly(6, 8);
        assertThat(Einsum.einsum("", Tensor.scalar(DType.FLOAT64, 2)).item()).isEqualTo(2);
    }

    @Test
    void sumsOverNothingAreZero() {
        Tensor empty = new Tensor(NDArray.zeros(DType.FLOAT64, Shape.of(2, 0)));
        assertThat(Einsum.einsum("ij,kj->ik", empty, empty).value().toDoubleArray())
                .containsExactly(0, 0, 0, 0);
    }

    @Test
    void gradientsOfFirstAndSecondOrderAreRight() {
        assertGradientsMatch((a, b) -> Einsum.einsum("ij,jk,ij->ki", a, b, a), wide, wide.transpose(0, 1));
        assertGradientsMatch(a -> Einsum.einsum("ii->i", a).square(), square);
    }

    @Test
    void equationsThatCannotBeReadAreErrors() {
        for (String equation : new String[] {
            "ij->ik", "ij->ii", "i1->i", "ij->i->j", "......ij->ij", "ij-i", "ij.", "ij,->ij", "i j k", "i", "kij..."
        }) {
            assertThatThrownBy(() -> Einsum.einsum(equation, wide))
                    .as(equation)
                    .isInstanceOf(ArgumentException.class)
                    .hasMessageContaining("einsum")
                    .hasMessageContaining(equation);
        }
    }

    @Test
    void sizesThatDoNotFitAreErrorsThatNameTheLabel() {
        assertThatThrownBy(() -> Einsum.einsum("ij,jk", wide, wide))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("'j'")
                .hasMessageContaining("[2, 3]");
        assertThatThrownBy(() -> Einsum.einsum("ii", wide)).isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> Einsum.einsum("...,...", square, wide)).isInstanceOf(ShapeException.class);
    }
}
