package dev.adjoint.nn;

import dev.adjoint.ArgumentException;
import dev.adjoint.Shape;
import dev.adjoint.ShapeException;
import dev.adjoint.Tensor;

/** Splits an axis into several: {@code [N, C H W]} to {@code [N, C, H, W]}. Source: PyTorch's {@code nn.Unflatten}. */
public final class Unflatten extends Layer {
    private final int axis;
    private final Shape sizes;

    /**
     * Creates the layer.
     *
     * @param axis the axis to split; counts from the end if negative
     * @param sizes the sizes of the axes it becomes, at least one
     */
    public Unflatten(int axis, int... sizes) {
        this(LayerSpec.of().with("dim", axis).with("unflattened_size", sizes));
    }

    Unflatten(LayerSpec spec) {
        super(spec);
        axis = spec.integer("dim");
        int[] into = spec.integers("unflattened_size");
        if (into.length == 0) {
            throw new ArgumentException("sizes: expected at least one");
        }
        sizes = Shape.of(into);
    }

    @Override
    protected Tensor compute(Tensor x) {
        int at = x.shape().axis(axis);
        if (x.dim(at) != sizes.size()) {
            throw new ShapeException("expected " + sizes.size() + " elements along axis " + at + " to become " + sizes
                    + ", got " + x.shape());
        }
        int[] dims = new int[x.rank() - 1 + sizes.rank()];
        for (int i = 0; i < dims.length; i++) {
            dims[i] = i < at ? x.dim(i) : i < at + sizes.rank() ? sizes.dim(i - at) : x.dim(i - sizes.rank() + 1);
        }
        return x.reshape(Shape.of(dims));
    }
}
