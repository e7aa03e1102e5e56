package dev.adjoint.jqwik;

import dev.adjoint.DType;
import dev.adjoint.DataFormatException;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Models;

/**
 * A network to test, with an input that it takes.
 *
 * @param architecture the layers as JSON, as {@link Models#fromJson} reads it
 * @param inputShape {@code [N, C, spatial...]}, with 0 to 3 spatial axes
 * @param dtype the element type of parameters and input
 * @param seed determines the first values of the parameters and the input
 */
public record NetworkCase(String architecture, Shape inputShape, DType dtype, int seed) {
    /**
     * Makes the network.
     *
     * @return a new network in training mode, each time with the same first values
     * @throws DataFormatException if the architecture cannot be read
     */
    public Layer network() {
        return Models.fromJson(architecture, Numbers.random(seed, 1));
    }

    /**
     * An input of multiples of 1/64 between -2 and 2, none of them 0.
     *
     * @return a tensor of {@link #inputShape}
     */
    public Tensor input() {
        return Numbers.exact(inputShape, seed, 2).div(8).to(dtype);
    }

    /** The Java code of this sample. */
    @Override
    public String toString() {
        return "new NetworkCase(\"\"\"\n" + architecture.stripTrailing().indent(4) + "    \"\"\", "
                + JavaCode.of(inputShape) + ", DType." + dtype.name() + ", " + seed + ")";
    }
}
