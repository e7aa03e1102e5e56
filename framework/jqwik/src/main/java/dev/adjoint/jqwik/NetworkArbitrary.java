package dev.adjoint.jqwik;

import dev.adjoint.ArgumentException;
import dev.adjoint.DType;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Models;
import dev.adjoint.nn.Sequential;
import java.util.List;

/**
 * Small random networks of one to four layers in a row: convolutions, poolings, normalisations, activations and more.
 * Each layer fits the output of the one before. By default networks are float64 and have 0 to 2 spatial axes. They
 * shrink to a single layer, an input of one element, and the simplest activation.
 */
public final class NetworkArbitrary extends DrawnArbitrary<NetworkCase, NetworkArbitrary> {
    static final int MAX_LAYERS = 4;
    static final int MIN_AXES = 0;
    static final int MAX_AXES = 2;

    private int maxLayers = MAX_LAYERS;
    private int minAxes = MIN_AXES;
    private int maxAxes = MAX_AXES;
    private DType dtype = DType.FLOAT64;
    private boolean smooth;

    NetworkArbitrary() {}

    /**
     * Sets the largest number of layers.
     *
     * @param most at least 1
     * @return the changed networks
     * @throws ArgumentException if it is below 1
     */
    public NetworkArbitrary maxLayers(int most) {
        NetworkArbitrary changed = copy();
        changed.maxLayers = Require.atLeast("maximal number of layers", 1, most);
        return changed;
    }

    /**
     * Sets the number of spatial axes of the input.
     *
     * @param least the smallest number; 0 for inputs {@code [N, C]}
     * @param most the largest number, at most 3
     * @return the changed networks
     * @throws ArgumentException if the least is below 0, above the most, or the most above 3
     */
    public NetworkArbitrary axes(int least, int most) {
        Require.spatialAxes(0, least, most);
        NetworkArbitrary changed = copy();
        changed.minAxes = least;
        changed.maxAxes = most;
        return changed;
    }

    /**
     * Sets the element type.
     *
     * @param type float64 for gradient checks, or float32
     * @return the changed networks
     */
    public NetworkArbitrary dtype(DType type) {
        NetworkArbitrary changed = copy();
        changed.dtype = type;
        return changed;
    }

    /**
     * Leaves out the layers whose first or second derivative has a jump, such as rectifiers and maxima. Gradients
     * cannot be checked at a jump.
     *
     * @return the changed networks
     */
    public NetworkArbitrary smooth() {
        NetworkArbitrary changed = copy();
        changed.smooth = true;
        return changed;
    }

    @Override
    NetworkCase draw(Choices choices) {
        int batch = choices.between(1, 2);
        int channels = choices.between(1, 3);
        List<Integer> spatial = choices.list(minAxes, maxAxes, () -> choices.between(1, 4));
        Shape input = Spatial.shape(batch, channels, Spatial.sizes(spatial, size -> size));
        Growth growth = new Growth(input);
        List<Layer> layers = choices.list(1, maxLayers, () -> growth.next(choices));
        Sequential network = new Sequential(layers.toArray(Layer[]::new));
        return new NetworkCase(Models.toJson(network), input, dtype, choices.upTo(Numbers.MAX_SEED));
    }

    /** Chooses one layer after another and follows the shape. */
    private final class Growth {
        private Shape shape;

        Growth(Shape input) {
            this.shape = input;
        }

        Layer next(Choices choices) {
            Layer layer = LayerKind.draw(choices, smooth, shape).create(shape, dtype, choices);
            shape = layer.forward(new Tensor(NDArray.zeros(dtype, shape))).shape();
            return layer;
        }
    }

    @Override
    List<int[]> edges() {
        return List.of(new int[0]);
    }
}
