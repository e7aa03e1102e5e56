package dev.adjoint.nn;

import dev.adjoint.Tensor;
import dev.adjoint.internal.Access;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Layers one after the other, each on the output of the one before. They are named by their place, {@code 0},
 * {@code 1}, ..., or by hand:
 *
 * <pre>{@code
 * new Sequential(new Flatten(), new Linear(64, 10, random));
 * new Sequential().add("flatten", new Flatten()).add("classifier", new Linear(64, 10, random));
 * }</pre>
 *
 * <p>Without layers it is the identity.
 */
public final class Sequential extends Layer {
    private final List<Layer> layers = new ArrayList<>();

    /**
     * Layers named by their place.
     *
     * @param layers in the order in which they run
     */
    public Sequential(Layer... layers) {
        for (Layer layer : layers) {
            add(layer);
        }
    }

    /**
     * Appends a layer under a name of its own.
     *
     * @param name its name, without dots
     * @param layer the layer
     * @return this
     */
    public Sequential add(String name, Layer layer) {
        layers.add(child(name, layer));
        return this;
    }

    /**
     * Appends a layer named by its place.
     *
     * @param layer the layer
     * @return this
     */
    public Sequential add(Layer layer) {
        return add(String.valueOf(layers.size()), layer);
    }

    /**
     * The layers.
     *
     * @return a read-only view in the order in which they run
     */
    public List<Layer> layers() {
        return Collections.unmodifiableList(layers);
    }

    @Override
    protected Tensor compute(Tensor x) {
        int since = Access.get().mark();
        Tensor y = x;
        for (Layer layer : layers) {
            Tensor input = y;
            y = layer.forward(input);
            Access.get().release(input, y, since);
        }
        return y;
    }
}
