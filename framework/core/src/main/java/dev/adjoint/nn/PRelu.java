package dev.adjoint.nn;

import dev.adjoint.DType;
import dev.adjoint.NDArray;
import dev.adjoint.Parameter;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import dev.adjoint.op.Activations;

/**
 * A rectifier that learns its slope: {@code y = x where x > 0, else weight x}, with one weight for all or one for each
 * channel (axis 1). Source: K. He and others, Delving deep into rectifiers, 2015; PyTorch's {@code nn.PReLU}.
 */
public final class PRelu extends Layer {
    private final double initial;
    private final Parameter weight;

    /** One float32 weight for all, at first 0.25. */
    public PRelu() {
        this(1, 0.25, DType.FLOAT32);
    }

    /**
     * Any number of weights.
     *
     * @param count 1, or the number of channels
     * @param initial the weights' first value
     * @param dtype the weights' element type
     */
    public PRelu(int count, double initial, DType dtype) {
        this.initial = initial;
        Shape shape = Shape.of(Layouts.positive("weights", count));
        this.weight = parameter("weight", NDArray.full(dtype, shape, initial));
    }

    @Override
    protected Tensor compute(Tensor x) {
        return Activations.prelu(x, weight);
    }

    @Override
    public Settings settings() {
        return Settings.NONE
                .with("num_parameters", weight.shape().size())
                .with("init", initial)
                .withDType(weight.dtype());
    }
}
