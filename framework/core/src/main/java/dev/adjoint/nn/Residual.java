package dev.adjoint.nn;

import dev.adjoint.ShapeException;
import dev.adjoint.Tensor;
import dev.adjoint.internal.Access;

/**
 * The sum of a body and a way around it: {@code y = body(x) + shortcut(x)}. Without a shortcut the input itself is
 * added. Source: K. He and others, Deep residual learning for image recognition, 2016.
 */
public final class Residual extends Layer {
    private Layer body;
    private Layer shortcut;

    /**
     * Adds the input to what the body makes of it.
     *
     * @param body a layer that keeps the shape
     */
    public Residual(Layer body) {
        this(LayerSpec.of().child("body", body));
    }

    /**
     * Adds what two layers make of the input.
     *
     * @param body one, the child {@code body}
     * @param shortcut the other, the child {@code shortcut}, which gives the same shape
     */
    public Residual(Layer body, Layer shortcut) {
        this(LayerSpec.of().child("body", body).child("shortcut", shortcut));
    }

    Residual(LayerSpec spec) {
        super(spec);
        body = child("body", spec.layer("body"));
        shortcut = child("shortcut", spec.children().containsKey("shortcut") ? spec.layer("shortcut") : new Identity());
    }

    @Override
    protected void replacing(String part, Block block) {
        Layer layer = requireLayer(part, block);
        if (part.equals("body")) {
            body = layer;
        } else {
            shortcut = layer;
        }
    }

    @Override
    protected Tensor compute(Tensor x) {
        int since = Access.get().mark();
        Tensor y = body.forward(x);
        Tensor around = shortcut.forward(x);
        if (!y.shape().equals(around.shape())) {
            throw new ShapeException("expected the same shape from body and shortcut, got " + y.shape() + " and "
                    + around.shape() + " for input " + x.shape());
        }
        Tensor sum = y.add(around);
        Access.get().release(y, sum, since);
        Access.get().release(around, sum, since);
        return sum;
    }
}
