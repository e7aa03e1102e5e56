package dev.adjoint.nn;

import dev.adjoint.ArgumentException;
import dev.adjoint.Shape;
import dev.adjoint.Tape;
import dev.adjoint.Tensor;
import dev.adjoint.Workspace;
import dev.adjoint.internal.Access;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A module that maps one tensor to one tensor. */
public abstract class Layer extends Block {
    private List<ForwardHook> hooks = List.of();

    /** Creates a layer without parts, in training mode. */
    protected Layer() {}

    /**
     * Creates a layer, in training mode, of what a spec says.
     *
     * @param spec the settings, and where values come from; see {@link Block#Block(LayerSpec)}
     */
    protected Layer(LayerSpec spec) {
        super(spec);
    }

    /**
     * A function as a layer: {@code Layer.of("gelu", Tensor::gelu)}. It is not saved in model files, which hold layers
     * of types that have a name there.
     *
     * @param name names it in texts and errors
     * @param function computes the output from the input
     * @return a layer without parts
     */
    public static Layer of(String name, UnaryOperator<Tensor> function) {
        return new FunctionLayer(name, function);
    }

    /** Stands around the forward pass of a layer: sees its input and its output, and may change either. */
    @FunctionalInterface
    public interface ForwardHook {
        /**
         * Runs the layer.
         *
         * @param x the input
         * @param layer the forward pass, to be called once
         * @return the output to go on with
         */
        Tensor apply(Tensor x, UnaryOperator<Tensor> layer);
    }

    /** A hook that stands; closing it removes it. */
    @FunctionalInterface
    public interface Registration extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Puts a hook around the forward pass, and around the hooks that are there: to look at inputs and outputs, to
     * measure, to change. A hook is no part of the model: it is not saved.
     *
     * @param hook is called at each forward pass from now on
     * @return removes the hook
     */
    public final Registration onForward(ForwardHook hook) {
        hooks = new ArrayList<>(hooks);
        hooks.add(hook);
        return () -> {
            hooks = new ArrayList<>(hooks);
            hooks.remove(hook);
        };
    }

    /**
     * The forward pass. An error in it names the layer by its path.
     *
     * @param x the input
     * @return the output
     */
    public final Tensor forward(Tensor x) {
        return forward(x, this::compute);
    }

    /** The forward pass of a layer that computes something else this time. */
    final Tensor forward(Tensor x, UnaryOperator<Tensor> computation) {
        return located(() -> through(hooks, x, computation));
    }

    private Tensor through(List<ForwardHook> remaining, Tensor x, UnaryOperator<Tensor> computation) {
        if (remaining.isEmpty()) {
            return Tape.isRecordingHere() ? computation.apply(x) : computeAlone(x, computation);
        }
        int outermost = remaining.size() - 1;
        Tensor y = remaining.get(outermost).apply(x, in -> through(remaining.subList(0, outermost), in, computation));
        Access.get().show(x);
        Access.get().show(y);
        return y;
    }

    /** What takes the place of a layer is one. */
    final Layer requireLayer(String part, Block block) {
        if (block instanceof Layer layer) {
            return layer;
        }
        throw new ArgumentException("part " + part + " of " + kind() + ": expected a layer, got a " + block.kind());
    }

    /**
     * How large the layer is, part by part: {@code System.out.println(net.summary(1, 28, 28))}.
     *
     * @param sample the sizes of one sample, without the batch axis
     * @return the summary of a batch of one, see {@link Summary#of}
     * @throws dev.adjoint.ShapeException if the layer does not take such a sample, naming the part
     */
    public final Summary summary(int... sample) {
        int[] batch = new int[sample.length + 1];
        batch[0] = 1;
        System.arraycopy(sample, 0, batch, 1, sample.length);
        return Summary.of(this, Shape.of(batch));
    }

    /** What the layer computes; all but the output goes back to the workspace that is open, if any. */
    private static Tensor computeAlone(Tensor x, UnaryOperator<Tensor> computation) {
        try (Workspace.Scope scope = Workspace.inner()) {
            Tensor y = computation.apply(x);
            if (scope != null) {
                scope.handOn(y.value());
            }
            return y;
        }
    }

    /**
     * What the layer computes. Called by {@link #forward}.
     *
     * @param x the input
     * @return the output
     */
    protected abstract Tensor compute(Tensor x);
}
