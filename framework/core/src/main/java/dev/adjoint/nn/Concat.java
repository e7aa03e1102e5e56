package dev.adjoint.nn;

import dev.adjoint.ArgumentException;
import dev.adjoint.Tensor;
import dev.adjoint.internal.Access;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Branches side by side: each sees the input, and their outputs are joined along an axis. A skip connection, as in a
 * U-Net, is a branch that is an {@link Identity}.
 */
public final class Concat extends Layer {
    private final int axis;
    private final List<Layer> branches;

    /**
     * Creates the layer. Its children are named by their place.
     *
     * @param axis along which the outputs are joined, 1 for channels
     * @param branches at least one
     */
    public Concat(int axis, Layer... branches) {
        this(places(LayerSpec.of().with("dim", axis), branches));
    }

    Concat(LayerSpec spec) {
        super(spec);
        axis = spec.integer("dim");
        branches = new ArrayList<>();
        spec.children().keySet().forEach(name -> branches.add(child(name, spec.layer(name))));
        if (branches.isEmpty()) {
            throw new ArgumentException("branches: expected at least one, got none");
        }
    }

    private static LayerSpec places(LayerSpec spec, Layer... branches) {
        for (int i = 0; i < branches.length; i++) {
            spec.child(String.valueOf(i), branches[i]);
        }
        return spec;
    }

    @Override
    protected void replacing(String part, Block block) {
        branches.set(branches.indexOf(children().get(part)), requireLayer(part, block));
    }

    @Override
    protected Tensor compute(Tensor x) {
        int since = Access.get().mark();
        Tensor[] outputs = new Tensor[branches.size()];
        Arrays.setAll(outputs, i -> branches.get(i).forward(x));
        Tensor y = dev.adjoint.op.Concat.concat(axis, outputs);
        for (Tensor output : outputs) {
            Access.get().release(output, y, since);
        }
        return y;
    }
}
