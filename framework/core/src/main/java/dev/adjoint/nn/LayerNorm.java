package dev.adjoint.nn;

import dev.adjoint.ArgumentException;
import dev.adjoint.DType;
import dev.adjoint.Parameter;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import dev.adjoint.op.Norms;

/**
 * Normalises the trailing axes by their statistics; see {@link Norms#layerNorm}. Parameters of the normalised shape:
 * {@code weight} (ones at first) and {@code bias} (zeros). Source: PyTorch's {@code nn.LayerNorm}.
 */
public final class LayerNorm extends Layer {
    private final Shape normalized;
    private final double eps;
    private final Parameter weight;
    private final Parameter bias;

    /**
     * An affine float32 layer with eps 1e-5.
     *
     * @param normalized the sizes of the trailing axes
     */
    public LayerNorm(int... normalized) {
        this(LayerSpec.of().with("normalized_shape", normalized));
    }

    /**
     * A layer with all its settings.
     *
     * @param normalized the sizes of the trailing axes
     * @param eps what is added to the variance
     * @param affine whether each element has a learned factor and summand
     * @param dtype the element type of its parameters
     */
    public LayerNorm(Shape normalized, double eps, boolean affine, DType dtype) {
        this(LayerSpec.of()
                .with("normalized_shape", normalized.dims())
                .with("eps", eps)
                .with("elementwise_affine", affine)
                .with("dtype", dtype));
    }

    LayerNorm(LayerSpec spec) {
        super(spec);
        int[] sizes = spec.integers("normalized_shape");
        Layouts.positive("rank of the normalized shape", sizes.length);
        normalized = Shape.of(sizes);
        eps = Layouts.requireEps(spec.number("eps", 1e-5));
        boolean affine = spec.flag("elementwise_affine", true);
        spec.dtype();
        weight = affine ? parameter("weight", Init.ONES, sizes) : null;
        bias = affine ? parameter("bias", Init.ZEROS, sizes) : null;
    }

    /**
     * The factors.
     *
     * @return the parameter {@code weight}, of the normalised shape
     * @throws ArgumentException if the layer was made without an affine step
     */
    public Parameter weight() {
        return parameter("weight");
    }

    /**
     * What is added.
     *
     * @return the parameter {@code bias}, of the normalised shape
     * @throws ArgumentException if the layer was made without an affine step
     */
    public Parameter bias() {
        return parameter("bias");
    }

    @Override
    protected Tensor compute(Tensor x) {
        return Norms.layerNorm(x, normalized, weight, bias, eps);
    }
}
