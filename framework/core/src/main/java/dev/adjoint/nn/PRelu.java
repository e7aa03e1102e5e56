package dev.adjoint.nn;

import dev.adjoint.DType;
import dev.adjoint.Parameter;
import dev.adjoint.Tensor;
import dev.adjoint.op.Activations;

/**
 * A rectifier that learns its slope: {@code y = x where x > 0, else weight x}, with one weight for all or one for each
 * channel (axis 1). Source: K. He and others, Delving deep into rectifiers, 2015; PyTorch's {@code nn.PReLU}.
 */
public final class PRelu extends Layer {
    private final Parameter weight;

    /** One float32 weight for all, at first 0.25. */
    public PRelu() {
        this(LayerSpec.of());
    }

    /**
     * Any number of weights.
     *
     * @param count 1, or the number of channels
     * @param initial the weights' first value
     * @param dtype the weights' element type
     */
    public PRelu(int count, double initial, DType dtype) {
        this(LayerSpec.of().with("num_parameters", count).with("init", initial).with("dtype", dtype));
    }

    PRelu(LayerSpec spec) {
        super(spec);
        int count = Layouts.positive("weights", spec.integer("num_parameters", 1));
        double initial = spec.number("init", 0.25);
        weight = parameter("weight", Init.constant(initial), count);
    }

    /**
     * The learned slopes.
     *
     * @return the parameter {@code weight}, {@code [1]} or {@code [C]}
     */
    public Parameter weight() {
        return weight;
    }

    @Override
    protected Tensor compute(Tensor x) {
        return Activations.prelu(x, weight);
    }
}
