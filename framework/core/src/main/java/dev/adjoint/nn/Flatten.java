package dev.adjoint.nn;

import dev.adjoint.Tensor;
import dev.adjoint.op.Reshape;

/**
 * Joins a range of axes into one, by default all but the batch axis: {@code [N, C, H, W]} to {@code [N, C H W]}.
 * Source: PyTorch's {@code nn.Flatten}.
 */
public final class Flatten extends Layer {
    private final int start;
    private final int end;

    /** Joins all axes but the first. */
    public Flatten() {
        this(LayerSpec.of());
    }

    /**
     * Joins a range of axes.
     *
     * @param start the first axis to join
     * @param end the last axis to join; counts from the end if negative
     */
    public Flatten(int start, int end) {
        this(LayerSpec.of().with("start_dim", start).with("end_dim", end));
    }

    Flatten(LayerSpec spec) {
        super(spec);
        start = spec.integer("start_dim", 1);
        end = spec.integer("end_dim", -1);
    }

    @Override
    protected Tensor compute(Tensor x) {
        return Reshape.flatten(x, start, end);
    }
}
