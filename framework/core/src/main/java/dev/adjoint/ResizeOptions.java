package dev.adjoint;

import java.util.Arrays;
import java.util.List;

/**
 * How spatial axes are resized: to sizes or by factors, by nearest neighbours or linear interpolation. One number
 * stands for all spatial axes.
 *
 * <pre>{@code
 * ResizeOptions.by(2)
 * ResizeOptions.to(28, 28).linear(false)
 * }</pre>
 *
 * <p>Along an axis of {@code in} cells a size gives {@code scale = in / size}; a factor gives {@code size = floor(in
 * factor)} and {@code scale = 1 / factor}, which is not the same where the floor cuts something off. Nearest neighbours
 * are {@code y[i] = x[floor(i scale)]}. Linear interpolation is {@code (1 - t) x[k] + t x[k + 1]}, where {@code k + t}
 * is the position {@code (i + 1/2) scale - 1/2}, or {@code i (in - 1) / (size - 1)} with aligned corners, limited to
 * the input. An axis that keeps its size is copied. The definition is that of PyTorch's {@code interpolate}.
 *
 * @param sizes the wanted size of each spatial axis; empty where the factors tell
 * @param factors by how much each spatial axis grows; empty where the sizes tell
 * @param linear whether to interpolate linearly, false by default
 * @param alignCorners whether linear interpolation leaves the centres of the outermost cells in place rather than their
 *     outer edges, false by default
 * @param axes the number of spatial axes; 0, the default, where the numbers or the input's rank tell
 */
public record ResizeOptions(List<Integer> sizes, List<Double> factors, boolean linear, boolean alignCorners, int axes) {
    /**
     * Checks the numbers.
     *
     * @param sizes the wanted size of each spatial axis; empty where the factors tell
     * @param factors by how much each spatial axis grows; empty where the sizes tell
     * @param linear whether to interpolate linearly, false by default
     * @param alignCorners whether linear interpolation leaves the centres of the outermost cells in place rather than
     *     their outer edges, false by default
     * @param axes the number of spatial axes; 0, the default, where the numbers or the input's rank tell
     */
    public ResizeOptions {
        sizes = Sizes.atLeast("sizes", 1, sizes);
        factors = List.copyOf(factors);
        if (sizes.isEmpty() == factors.isEmpty()) {
            throw new ArgumentException("resize: expected either sizes or factors, got " + sizes + " and " + factors);
        }
        Sizes.atLeast("axes", 0, List.of(axes));
    }

    /**
     * Nearest neighbours to given sizes.
     *
     * @param sizes the wanted size of each spatial axis, or one number for all
     * @return the options
     */
    public static ResizeOptions to(int... sizes) {
        return new ResizeOptions(Sizes.list(sizes), List.of(), false, false, 0);
    }

    /**
     * Nearest neighbours by given factors.
     *
     * @param factors by how much each spatial axis grows, or one number for all
     * @return the options
     */
    public static ResizeOptions by(double... factors) {
        return new ResizeOptions(List.of(), Arrays.stream(factors).boxed().toList(), false, false, 0);
    }

    /**
     * Interpolates linearly instead: bilinearly over two axes, trilinearly over three.
     *
     * @param alignCornersOfCells whether the centres of the outermost cells stay in place rather than their outer edges
     * @return the changed options
     */
    public ResizeOptions linear(boolean alignCornersOfCells) {
        return new ResizeOptions(sizes, factors, true, alignCornersOfCells, axes);
    }

    /**
     * Sets the number of spatial axes, which tells a batch from a single sample.
     *
     * @param number 1 to 3, or 0 where the numbers or the input's rank tell
     * @return the changed options
     */
    public ResizeOptions axes(int number) {
        return new ResizeOptions(sizes, factors, linear, alignCorners, number);
    }

    int[] sizeArray() {
        return sizes.stream().mapToInt(Integer::intValue).toArray();
    }

    double[] factorArray() {
        return factors.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** The number of spatial axes of an input. */
    int axesOf(Shape input) {
        String number = (sizes.isEmpty() ? factors : sizes).toString().replaceAll("[\\[\\]]", "");
        String call = sizes.isEmpty() ? "by(" : "to(";
        return Spatial.axes(
                "interpolate",
                input,
                axes > 0 ? axes : Spatial.listed(sizes.size(), factors.size()),
                call + number + ", " + number + "), or " + call + number + ").axes(1)");
    }
}
