package dev.adjoint.nn;

import dev.adjoint.DType;
import dev.adjoint.Parameter;
import dev.adjoint.Shape;
import dev.adjoint.ShapeException;
import dev.adjoint.Tensor;
import dev.adjoint.op.FullyConnected;
import java.util.random.RandomGenerator;

/**
 * An affine map of the last axis: {@code y = x W' + b} (index {@code ni,oi->no}). Shapes: x {@code [..., in]}, weight
 * {@code [out, in]}, bias {@code [out]}, y {@code [..., out]}. First values: uniform in {@code +-1/sqrt(in)}. Source:
 * PyTorch's {@code nn.Linear}.
 */
public final class Linear extends Layer {
    private final int in;
    private final int out;
    private final Parameter weight;
    private final Parameter bias;

    /**
     * A float32 layer with a bias.
     *
     * @param in features of the input
     * @param out features of the output
     * @param random where the first values come from
     */
    public Linear(int in, int out, RandomGenerator random) {
        this(in, out, true, DType.FLOAT32, random);
    }

    /**
     * A layer with all its settings.
     *
     * @param in features of the input
     * @param out features of the output
     * @param bias whether it adds a bias
     * @param dtype the element type of its parameters
     * @param random where the first values come from
     */
    public Linear(int in, int out, boolean bias, DType dtype, RandomGenerator random) {
        this.in = Layouts.positive("in features", in);
        this.out = Layouts.positive("out features", out);
        Shape shape = Shape.of(out, in);
        this.weight = parameter("weight", FanIn.uniform(dtype, shape, shape, random));
        this.bias = bias ? parameter("bias", FanIn.uniform(dtype, Shape.of(out), shape, random)) : null;
    }

    @Override
    protected Tensor compute(Tensor x) {
        if (x.rank() == 0 || x.dim(-1) != in) {
            throw new ShapeException("expected [..., " + in + "], got " + x.shape() + flattenHint(x.shape()));
        }
        return FullyConnected.linear(x, weight, bias);
    }

    /** Images that were not made into rows are the usual reason. */
    private String flattenHint(Shape input) {
        boolean fits = input.rank() > 2 && input.size() == (long) input.dim(0) * in;
        return fits ? "; flatten(1), or a Flatten layer before this one, makes " + Shape.of(input.dim(0), in) : "";
    }

    @Override
    public Settings settings() {
        return Settings.NONE
                .with("in_features", in)
                .with("out_features", out)
                .with("bias", bias != null)
                .withDType(weight.dtype());
    }
}
