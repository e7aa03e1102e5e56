package dev.adjoint.jqwik;

import dev.adjoint.Shape;

/**
 * Samples for property tests of layers and operations. Each method gives defaults that suit most tests. Further calls
 * change them:
 *
 * <pre>{@code
 * @Provide
 * Arbitrary<Tensor> inputs() {
 *     return tensors().shape(2, 3).awayFrom(0.1, 0);
 * }
 * }</pre>
 *
 * <p>Parameters of these types need no method. {@code @ForAll ConvCase c} takes the defaults, and annotations such as
 * {@link TensorOf} and {@link ConvOf} change them.
 */
public final class AdjointArbitraries {
    private AdjointArbitraries() {}

    /**
     * Shapes of tensors.
     *
     * @return up to 4 axes of 1 to 4 cells, at most 64 elements
     */
    public static ShapeArbitrary shapes() {
        return new ShapeArbitrary();
    }

    /**
     * Pairs of shapes that broadcast.
     *
     * @return pairs whose common shape is one of {@link #shapes}
     */
    public static ShapePairArbitrary broadcastableShapes() {
        return new ShapePairArbitrary();
    }

    /**
     * Tensors.
     *
     * @return float64 tensors of the {@link #shapes}, with elements between -2 and 2
     */
    public static TensorArbitrary tensors() {
        return new TensorArbitrary();
    }

    /**
     * Tensors of one shape.
     *
     * @param shape the shape
     * @return float64 tensors with elements between -2 and 2
     */
    public static TensorArbitrary tensors(Shape shape) {
        return new TensorArbitrary().shape(shape);
    }

    /**
     * Convolutions with inputs and weights that match.
     *
     * @return convolutions over 1 to 3 axes
     */
    public static ConvArbitrary convolutions() {
        return new ConvArbitrary();
    }

    /**
     * Poolings with inputs that match.
     *
     * @return poolings over 1 to 3 axes
     */
    public static PoolArbitrary poolings() {
        return new PoolArbitrary();
    }

    /**
     * Labels.
     *
     * @param classes their number, at least 1
     * @return 1 to 4 labels
     */
    public static LabelArbitrary labels(int classes) {
        return new LabelArbitrary().classes(classes);
    }

    /**
     * Small random networks.
     *
     * @return float64 networks of 1 to 4 layers over 0 to 2 spatial axes
     */
    public static NetworkArbitrary networks() {
        return new NetworkArbitrary();
    }

    /**
     * Training batches.
     *
     * @return float32 batches of 1 to 4 samples with 4 features each, of 3 classes
     */
    public static BatchArbitrary batches() {
        return new BatchArbitrary();
    }
}
