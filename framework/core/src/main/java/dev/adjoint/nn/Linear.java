package dev.adjoint.nn;

import dev.adjoint.ArgumentException;
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
        this(LayerSpec.of(random).with("in_features", in).with("out_features", out));
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
        this(LayerSpec.of(random)
                .with("in_features", in)
                .with("out_features", out)
                .with("bias", bias)
                .with("dtype", dtype));
    }

    Linear(LayerSpec spec) {
        super(spec);
        in = spec.positive("in_features");
        out = spec.positive("out_features");
        boolean hasBias = spec.flag("bias", true);
        weight = parameter("weight", Init.fanIn(out, in), out, in);
        bias = hasBias ? parameter("bias", Init.fanIn(out, in), out) : null;
    }

    /**
     * The factors.
     *
     * @return the parameter {@code weight}, {@code [out, in]}
     */
    public Parameter weight() {
        return weight;
    }

    /**
     * What is added.
     *
     * @return the parameter {@code bias}, {@code [out]}
     * @throws ArgumentException if the layer was made without one
     */
    public Parameter bias() {
        return parameter("bias");
    }

    @Override
    protected Tensor compute(Tensor x) {
        if (x.rank() == 0 || x.dim(-1) != in) {
            throw new ShapeException("expected [..., " + in + "], got " + x.shape() + flattenHint(x.shape()));
        }
        return FullyConnected.linear(x, weight, bias);
    }

    /** Images that were not made into rows, or one without a batch axis, are the usual reasons. */
    private String flattenHint(Shape input) {
        if (input.rank() > 2 && input.size() == (long) input.dim(0) * in) {
            return "; flatten(1), or a Flatten layer before this one, makes " + Shape.of(input.dim(0), in);
        }
        boolean isSample = input.rank() > 1 && input.size() == in;
        return isSample ? "; that is one sample: unsqueeze(0) of the network's input makes a batch of it" : "";
    }
}
