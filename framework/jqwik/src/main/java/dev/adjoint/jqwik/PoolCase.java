package dev.adjoint.jqwik;

import dev.adjoint.ArgumentException;
import dev.adjoint.PoolOptions;
import dev.adjoint.Shape;
import dev.adjoint.ShapeException;
import dev.adjoint.Tensor;
import dev.adjoint.window.PoolGeometry;

/**
 * A pooling to test: its sizes and settings, with inputs that match.
 *
 * @param inputShape {@code [N, C, spatial...]} with 1 to 3 spatial axes
 * @param options kernel, stride, padding, dilation, ceil mode, and what an average is divided by
 * @param seed determines the numbers
 */
public record PoolCase(Shape inputShape, PoolOptions options, int seed) {
    /**
     * Checks that shape and options belong together.
     *
     * @param inputShape {@code [N, C, spatial...]} with 1 to 3 spatial axes
     * @param options kernel, stride, padding, dilation, ceil mode, and what an average is divided by
     * @param seed determines the numbers
     * @throws ShapeException if a window holds no cell of the input
     * @throws ArgumentException if the padding is more than half a window
     */
    public PoolCase {
        PoolGeometry.of(inputShape, options);
    }

    /**
     * All windows.
     *
     * @return the geometry
     */
    public PoolGeometry geometry() {
        return PoolGeometry.of(inputShape, options);
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
     * The shape of the pooling's output.
     *
     * @return {@code [N, C, output...]}
     */
    public Shape outputShape() {
        return geometry().outputShape(inputShape);
    }

    /**
     * An input without equal numbers: multiples of 1/8, no two of them the same, so that a maximum has a derivative.
     *
     * @return a float64 tensor of {@link #inputShape}
     */
    public Tensor input() {
        return Numbers.distinct(inputShape, seed, 1);
    }

    /**
     * An input with many equal numbers, all of them below 0, so that a maximum that is padding would be noticed.
     *
     * @return a float64 tensor of {@link #inputShape}
     */
    public Tensor inputWithTies() {
        return Numbers.tied(inputShape, seed, 2);
    }

    /**
     * A gradient with respect to the output, of multiples of 1/8 between -2 and 2 without 0.
     *
     * @return a float64 tensor of {@link #outputShape}
     */
    public Tensor outputGradient() {
        return Numbers.exact(outputShape(), seed, 3);
    }

    /** The Java code of this sample. */
    @Override
    public String toString() {
        return "new PoolCase(" + JavaCode.of(inputShape) + ", " + JavaCode.of(options) + ", " + seed + ")";
    }
}
