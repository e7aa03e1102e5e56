package dev.adjoint.jqwik;

import dev.adjoint.ConvOptions;
import dev.adjoint.Shape;
import dev.adjoint.ShapeException;
import dev.adjoint.Tensor;
import dev.adjoint.TransposeOptions;
import dev.adjoint.window.ConvGeometry;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * A convolution to test: its sizes and settings, with an input and weights that match.
 *
 * <p>All numbers are float64 multiples of 1/8 between -2 and 2, none of them 0. For the seed 0 they are digits from 1
 * to 9. Sums of their products are exact in any order, so results can be compared to the bit.
 *
 * @param inputShape {@code [N, Cin, spatial...]} with 1 to 3 spatial axes
 * @param weightShape {@code [Cout, Cin/groups, kernel...]}
 * @param options kernel, stride, padding, dilation, groups and padding mode
 * @param seed determines the numbers
 */
public record ConvCase(Shape inputShape, Shape weightShape, ConvOptions options, int seed) {
    /**
     * Checks that shapes and options belong together.
     *
     * @param inputShape {@code [N, Cin, spatial...]} with 1 to 3 spatial axes
     * @param weightShape {@code [Cout, Cin/groups, kernel...]}
     * @param options kernel, stride, padding, dilation, groups and padding mode
     * @param seed determines the numbers
     * @throws ShapeException if they do not
     */
    public ConvCase {
        ConvGeometry.of(inputShape, weightShape, options);
    }

    /**
     * All sizes.
     *
     * @return the geometry
     */
    public ConvGeometry geometry() {
        return ConvGeometry.of(inputShape, weightShape, options);
    }

    /**
     * The number of spatial axes.
     *
     * @return 1 to 3
     */
    public int axes() {
        return inputShape.rank() - 2;
    }

    /**
     * The shape of the convolution's output.
     *
     * @return {@code [N, Cout, output...]}
     */
    public Shape outputShape() {
        return geometry().outputShape(inputShape.dim(0));
    }

    /**
     * The settings of the transposed convolution that leads from the output's shape back to the input's.
     *
     * @return the options, with the input's spatial sizes as output size
     */
    public TransposeOptions transposed() {
        int[] spatial = Arrays.copyOfRange(inputShape.dims(), 2, inputShape.rank());
        return TransposeOptions.of(options).outputSize(spatial);
    }

    /**
     * An input.
     *
     * @return a tensor of {@link #inputShape}
     */
    public Tensor input() {
        return Numbers.exact(inputShape, seed, 1);
    }

    /**
     * Filters.
     *
     * @return a tensor of {@link #weightShape}
     */
    public Tensor weight() {
        return Numbers.exact(weightShape, seed, 2);
    }

    /**
     * A bias.
     *
     * @return a tensor {@code [Cout]}
     */
    public Tensor bias() {
        return Numbers.exact(Shape.of(weightShape.dim(0)), seed, 3);
    }

    /**
     * A gradient with respect to the output.
     *
     * @return a tensor of {@link #outputShape}
     */
    public Tensor outputGradient() {
        return Numbers.exact(outputShape(), seed, 4);
    }

    /**
     * A source of further numbers.
     *
     * @return a generator that depends only on the seed
     */
    public RandomGenerator random() {
        return Numbers.random(seed, 5);
    }

    /** The Java code of this sample. */
    @Override
    public String toString() {
        return "new ConvCase(" + JavaCode.of(inputShape) + ", " + JavaCode.of(weightShape) + ", " + JavaCode.of(options)
                + ", " + seed + ")";
    }
}
