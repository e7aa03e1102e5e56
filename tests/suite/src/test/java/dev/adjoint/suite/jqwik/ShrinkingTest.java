package dev.adjoint.suite.jqwik;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.DType;
import dev.adjoint.IntArray;
import dev.adjoint.PaddingMode;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import dev.adjoint.data.Batch;
import dev.adjoint.jqwik.BatchOf;
import dev.adjoint.jqwik.ConvCase;
import dev.adjoint.jqwik.ConvOf;
import dev.adjoint.jqwik.LabelsOf;
import dev.adjoint.jqwik.NetworkCase;
import dev.adjoint.jqwik.PoolCase;
import dev.adjoint.jqwik.ShapeOf;
import dev.adjoint.jqwik.ShapePair;
import dev.adjoint.jqwik.TensorOf;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoublePredicate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sample of a failing property always shrinks to the smallest one that fails, and is shown as Java code. */
class ShrinkingTest {
    /** Properties that hold unless a sample has some trait. */
    static class Traits {
        @Property(tries = 2000)
        boolean aShapeOfThreeAxes(@ForAll Shape shape) {
            return shape.rank() < 3;
        }

        @Property(tries = 2000)
        boolean aShapeWithoutElements(@ForAll @ShapeOf(minDim = 0) Shape shape) {
            return shape.size() > 0;
        }

        @Property(tries = 2000)
        boolean anAxisRepeatedInTheSecond(@ForAll ShapePair pair) {
            return pair.first().rank() != pair.second().rank() || pair.common().equals(pair.second());
        }

        @Property(tries = 2000)
        boolean aMissingAxis(@ForAll ShapePair pair) {
            return pair.first().rank() >= pair.second().rank();
        }

        @Property(tries = 2000)
        boolean anElementAboveOne(@ForAll Tensor x) {
            return none(x, element -> element > 1);
        }

        @Property(tries = 2000)
        boolean anElementThatIsNoNumber(@ForAll @TensorOf(specialValues = true) Tensor x) {
            return none(x, Double::isNaN);
        }

        @Property(tries = 2000)
        boolean threeDistinctElements(@ForAll @TensorOf(distinct = 0.1, dtype = DType.FLOAT32) Tensor x) {
            return x.rank() == 0 || x.dim(-1) < 3;
        }

        @Property(tries = 2000)
        boolean aStrideThatMatters(@ForAll ConvCase c) {
            return c.options().stride().get(0) == 1 || c.outputShape().dim(2) == 1;
        }

        @Property(tries = 2000)
        boolean cellsLeftOver(@ForAll ConvCase c) {
            return c.geometry().axis(0).leftOver() == 0;
        }

        @Property(tries = 2000)
        boolean aDilationThatMatters(@ForAll ConvCase c) {
            return c.geometry().axes().stream().noneMatch(axis -> axis.dilation() > 1 && axis.kernel() > 1);
        }

        @Property(tries = 2000)
        boolean groupsOverTwoAxes(@ForAll ConvCase c) {
            return c.options().groups() == 1 || c.axes() < 2;
        }

        @Property(tries = 2000)
        boolean twoPaddedWindows(@ForAll ConvCase c) {
            return c.geometry().axis(0).before() == 0 || c.outputShape().dim(2) == 1;
        }

        @Property(tries = 2000)
        boolean aReflection(@ForAll @ConvOf(modes = {PaddingMode.ZEROS, PaddingMode.REFLECT}) ConvCase c) {
            return c.options().mode() == PaddingMode.ZEROS;
        }

        @Property(tries = 2000)
        boolean aPoolingWithAnOverhang(@ForAll PoolCase c) {
            int covered = (c.outputShape().dim(2) - 1) * c.options().stride().get(0)
                    + c.options().kernel().get(0);
            return !c.options().padding().before().equals(List.of(0))
                    || covered <= c.inputShape().dim(2);
        }

        @Property(tries = 2000)
        boolean aLabelAboveTwo(@ForAll @LabelsOf(classes = 5) IntArray labels) {
            return Arrays.stream(labels.ints()).allMatch(label -> label <= 2);
        }

        @Property(tries = 2000)
        boolean aBatchOfTwo(@ForAll @BatchOf(sample = 1) Batch batch) {
            return batch.size() < 2;
        }

        @Property(tries = 2000)
        boolean aPoolingLayer(@ForAll NetworkCase c) {
            return !c.architecture().contains("AvgPool2d");
        }

        private static boolean none(Tensor x, DoublePredicate trait) {
            return Arrays.stream(x.value().toDoubleArray()).noneMatch(trait);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    aShapeOfThreeAxes | Shape.of(1, 1, 1)
                    aShapeWithoutElements | Shape.of(0)
                    anAxisRepeatedInTheSecond | new ShapePair(Shape.of(2), Shape.of(1))
                    aMissingAxis | new ShapePair(Shape.SCALAR, Shape.of(1))
                    anElementAboveOne | Tensor.of(new double[] {2.0})
                    anElementThatIsNoNumber | Tensor.of(new double[] {Double.NaN})
                    threeDistinctElements | Tensor.of(new float[] {0.0f, 1.0f, -1.0f}, 3)
                    aStrideThatMatters | new ConvCase(Shape.of(1, 1, 3), Shape.of(1, 1, 1), ConvOptions.kernel(1).stride(2), 0)
                    cellsLeftOver | new ConvCase(Shape.of(1, 1, 2), Shape.of(1, 1, 1), ConvOptions.kernel(1).stride(2), 0)
                    aDilationThatMatters | new ConvCase(Shape.of(1, 1, 3), Shape.of(1, 1, 2), ConvOptions.kernel(2).dilation(2), 0)
                    groupsOverTwoAxes | new ConvCase(Shape.of(1, 2, 1, 1), Shape.of(2, 1, 1, 1), ConvOptions.kernel(1, 1).groups(2), 0)
                    twoPaddedWindows | new ConvCase(Shape.of(1, 1, 1), Shape.of(1, 1, 1), ConvOptions.kernel(1).padding(Padding.sides(new int[] {1}, new int[] {0})), 0)
                    aReflection | new ConvCase(Shape.of(1, 1, 1), Shape.of(1, 1, 1), ConvOptions.kernel(1).mode(PaddingMode.REFLECT), 0)
                    aPoolingWithAnOverhang | new PoolCase(Shape.of(1, 1, 1), PoolOptions.kernel(2).stride(2).ceilMode(true), 0)
                    aBatchOfTwo | new Batch(Tensor.of(new float[] {0.0f, 0.0f}, 2, 1), IntArray.of(Shape.of(2), new int[] {0, 0}))
                    aLabelAboveTwo | IntArray.of(Shape.of(1), new int[] {3})
                    """)
    void theSmallestSampleWithATraitIsFound(String trait, String smallest) {
        assertThat(Falsified.run(Traits.class, trait).orElseThrow().sample()).isEqualTo(smallest);
    }

    @Test
    void aNetworkShrinksToTheLayerThatMatters() {
        assertThat(Falsified.run(Traits.class, "aPoolingLayer").orElseThrow().sample())
                .startsWith(
                        "new NetworkCase(\"\"\"\n{\"type\":\"Sequential\",\"children\":{\"0\":{\"type\":\"AvgPool2d\"")
                .doesNotContain("\"1\"")
                .endsWith("\"\"\", Shape.of(1, 1, 1, 1), DType.FLOAT64, 0)");
    }
}
