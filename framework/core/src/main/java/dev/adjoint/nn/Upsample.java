package dev.adjoint.nn;

import dev.adjoint.Tensor;
import dev.adjoint.op.Interpolate;
import java.util.function.UnaryOperator;

/**
 * Resizes the spatial axes of {@code [N, C, spatial...]} or {@code [C, spatial...]} by nearest neighbours or linear
 * interpolation (bilinear for two axes, trilinear for three); see {@link Interpolate} for the formulas. Source:
 * PyTorch's {@code nn.Upsample}.
 *
 * <pre>{@code
 * Layer twice = Upsample.axes(2).nearest(2);
 * }</pre>
 */
public final class Upsample extends Layer {
    private final int axes;
    private final UnaryOperator<Tensor> resize;

    /** How values between the cells are found. */
    private enum Mode {
        NEAREST,
        LINEAR
    }

    /**
     * Chooses the number of spatial axes, which a shape alone does not tell: {@code [1, 4, 4]} may be a batch of
     * signals or an image.
     *
     * @param axes 1 for signals, 2 for images, 3 for volumes
     * @return what makes the layers
     * @throws dev.adjoint.ArgumentException if there are fewer or more
     */
    public static Over axes(int axes) {
        return new Over(Layouts.spatialAxes(axes));
    }

    /** Makes layers over a number of spatial axes. */
    public static final class Over {
        private final int axes;

        private Over(int axes) {
            this.axes = axes;
        }

        /**
         * Nearest neighbours, by factors.
         *
         * @param factor by how much each spatial axis grows, or one for all
         * @return the layer
         */
        public Upsample nearest(double... factor) {
            return new Upsample(spec(Mode.NEAREST).with("scale_factor", factor));
        }

        /**
         * Nearest neighbours, to given sizes.
         *
         * @param size the wanted size of each spatial axis, or one for all
         * @return the layer
         */
        public Upsample nearestTo(int... size) {
            return new Upsample(spec(Mode.NEAREST).with("size", size));
        }

        /**
         * Linear interpolation, by factors.
         *
         * @param alignCorners whether the centres, not the edges, of the outermost cells stay in place
         * @param factor by how much each spatial axis grows, or one for all
         * @return the layer
         */
        public Upsample linear(boolean alignCorners, double... factor) {
            return new Upsample(spec(Mode.LINEAR).with("scale_factor", factor).with("align_corners", alignCorners));
        }

        /**
         * Linear interpolation, to given sizes.
         *
         * @param alignCorners whether the centres, not the edges, of the outermost cells stay in place
         * @param size the wanted size of each spatial axis, or one for all
         * @return the layer
         */
        public Upsample linearTo(boolean alignCorners, int... size) {
            return new Upsample(spec(Mode.LINEAR).with("size", size).with("align_corners", alignCorners));
        }

        private LayerSpec spec(Mode mode) {
            return LayerSpec.of().with("axes", axes).with("mode", mode);
        }
    }

    Upsample(LayerSpec spec) {
        super(spec);
        axes = Layouts.spatialAxes(spec);
        Mode mode = spec.choice("mode", Mode.class);
        if (spec.has("scale_factor")) {
            double[] by = spec.numbers("scale_factor");
            boolean corners = mode == Mode.LINEAR && spec.flag("align_corners", false);
            resize = mode == Mode.NEAREST
                    ? x -> Interpolate.nearestScaled(x, by)
                    : x -> Interpolate.linearScaled(x, corners, by);
        } else {
            int[] to = spec.integers("size");
            boolean corners = mode == Mode.LINEAR && spec.flag("align_corners", false);
            resize = mode == Mode.NEAREST ? x -> Interpolate.nearest(x, to) : x -> Interpolate.linear(x, corners, to);
        }
    }

    @Override
    protected Tensor compute(Tensor x) {
        return Layouts.batched(x, axes, resize);
    }
}
