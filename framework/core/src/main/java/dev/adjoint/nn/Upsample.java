package dev.adjoint.nn;

import dev.adjoint.Tensor;
import dev.adjoint.op.Interpolate;
import java.util.function.UnaryOperator;

/**
 * Resizes the spatial axes of {@code [N, C, spatial...]} by nearest neighbours or linear interpolation (bilinear for
 * two axes, trilinear for three); see {@link Interpolate} for the formulas. Source: PyTorch's {@code nn.Upsample}.
 */
public final class Upsample extends Layer {
    private final UnaryOperator<Tensor> resize;
    private final Settings settings;

    private Upsample(UnaryOperator<Tensor> resize, Settings settings) {
        this.resize = resize;
        this.settings = settings;
    }

    /**
     * Nearest neighbours, by factors.
     *
     * @param factor by how much each spatial axis grows, or one for all
     * @return the layer
     */
    public static Upsample nearest(double... factor) {
        double[] by = factor.clone();
        return new Upsample(
                x -> Interpolate.nearestScaled(x, by), mode("nearest").with("scale_factor", by));
    }

    /**
     * Nearest neighbours, to given sizes.
     *
     * @param size the wanted size of each spatial axis, or one for all
     * @return the layer
     */
    public static Upsample nearestTo(int... size) {
        int[] to = size.clone();
        return new Upsample(x -> Interpolate.nearest(x, to), mode("nearest").with("size", to));
    }

    /**
     * Linear interpolation, by factors.
     *
     * @param alignCorners whether the centres, not the edges, of the outermost cells stay in place
     * @param factor by how much each spatial axis grows, or one for all
     * @return the layer
     */
    public static Upsample linear(boolean alignCorners, double... factor) {
        double[] by = factor.clone();
        return new Upsample(
                x -> Interpolate.linearScaled(x, alignCorners, by),
                mode("linear").with("scale_factor", by).with("align_corners", alignCorners));
    }

    /**
     * Linear interpolation, to given sizes.
     *
     * @param alignCorners whether the centres, not the edges, of the outermost cells stay in place
     * @param size the wanted size of each spatial axis, or one for all
     * @return the layer
     */
    public static Upsample linearTo(boolean alignCorners, int... size) {
        int[] to = size.clone();
        return new Upsample(
                x -> Interpolate.linear(x, alignCorners, to),
                mode("linear").with("size", to).with("align_corners", alignCorners));
    }

    private static Settings mode(String name) {
        return Settings.NONE.with("mode", name);
    }

    @Override
    protected Tensor compute(Tensor x) {
        return resize.apply(x);
    }

    @Override
    public Settings settings() {
        return settings;
    }
}
