package dev.adjoint.nn;

import dev.adjoint.ArgumentException;
import dev.adjoint.Tensor;
import dev.adjoint.internal.Access;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;

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
        this(LayerSpec.of());
        for (Layer layer : layers) {
            add(layer);
        }
    }

    Sequential(LayerSpec spec) {
        super(spec);
        spec.children().keySet().forEach(name -> add(name, spec.layer(name)));
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
        int place = layers.size();
        while (children().containsKey(String.valueOf(place))) {
            place++;
        }
        return add(String.valueOf(place), layer);
    }

    /**
     * Takes a layer out, so that it can go into another model. The names of the others stay.
     *
     * @param path the layer, such as {@code 7} or {@code features.0}
     * @return the layer
     * @throws ArgumentException if there is no such layer, naming near ones, or if the block that holds it needs it
     */
    @Override
    public Layer take(String path) {
        block(path, Layer.class);
        return (Layer) super.take(path);
    }

    @Override
    protected void replacing(String part, Block block) {
        layers.set(layers.indexOf(children().get(part)), requireLayer(part, block));
    }

    @Override
    protected void taking(String part) {
        layers.remove(children().get(part));
    }

    /**
     * Appends a function: {@code add("gelu", Tensor::gelu)}. Model files hold no functions.
     *
     * @param name its name, without dots
     * @param function computes the output from the input
     * @return this
     */
    public Sequential add(String name, UnaryOperator<Tensor> function) {
        return add(name, Layer.of(name, function));
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
