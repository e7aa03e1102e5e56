package dev.adjoint.nn;

import dev.adjoint.DType;
import dev.adjoint.NDArray;
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
        this(Shape.of(normalized), 1e-5, true, DType.FLOAT32);
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
        Layouts.positive("rank of the normalized shape", normalized.rank());
        this.normalized = normalized;
        this.eps = Layouts.requireEps(eps);
        this.weight = affine ? parameter("weight", NDArray.full(dtype, normalized, 1)) : null;
        this.bias = affine ? parameter("bias", NDArray.zeros(dtype, normalized)) : null;
    }

    @Override
    protected Tensor compute(Tensor x) {
        return Norms.layerNorm(x, normalized, weight, bias, eps);
    }

    @Override
    public Settings settings() {
        Settings settings = Settings.NONE
                .with("normalized_shape", normalized.dims())
                .with("eps", eps)
                .with("elementwise_affine", weight != null);
        return weight == null ? settings : settings.withDType(weight.dtype());
    }
}
