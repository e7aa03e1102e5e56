package dev.adjoint.suite.conv;

import dev.adjoint.array.NDArray;
import dev.adjoint.array.Shape;
import java.util.Arrays;

/** The convolution trio by its definition, in loops over images, channels, windows and cells, in double precision. */
final class NaiveConv {
    private NaiveConv() {}

    /** What to do with one product: places in the input, the weight and the output. */
    @FunctionalInterface
    private interface Term {
        void add(int x, int w, int y);
    }

    static NDArray forward(Geometry g, NDArray x, NDArray w) {
        double[] y = new double[g.outputShape().size()];
        terms(g, (i, j, k) -> y[k] += x.at(i) * w.at(j));
        return NDArray.wrap(g.outputShape(), y);
    }

    static NDArray inputGradient(Geometry g, NDArray dy, NDArray w) {
        double[] dx = new double[g.inputShape().size()];
        terms(g, (i, j, k) -> dx[i] += dy.at(k) * w.at(j));
        return NDArray.wrap(g.inputShape(), dx);
    }

    static NDArray filterGradient(Geometry g, NDArray x, NDArray dy) {
        double[] dw = new double[g.weightShape().size()];
        terms(g, (i, j, k) -> dw[j] += x.at(i) * dy.at(k));
        return NDArray.wrap(g.weightShape(), dw);
    }

    private static void terms(Geometry g, Term term) {
        for (int n = 0; n < g.batch(); n++) {
            for (int group = 0; group < g.groups(); group++) {
                for (int oc = 0; oc < g.outputsPerGroup(); oc++) {
                    for (int ic = 0; ic < g.inputsPerGroup(); ic++) {
                        int o = group * g.outputsPerGroup() + oc;
                        int c = group * g.inputsPerGroup() + ic;
                        windows(g, n, o, c, ic, term);
                    }
                }
            }
        }
    }

    private static void windows(Geometry g, int n, int o, int c, int filterChannel, Term term) {
        Shape windows = Shape.of(g.each(Geometry.Axis::output));
        Shape cells = Shape.of(g.each(Geometry.Axis::kernel));
        for (int p = 0; p < windows.size(); p++) {
            for (int k = 0; k < cells.size(); k++) {
                int[] window = index(windows, p);
                int[] cell = index(cells, k);
                int[] source = new int[g.rank()];
                boolean inside = true;
                for (int a = 0; a < source.length; a++) {
                    Geometry.Axis axis = g.axes().get(a);
                    source[a] = window[a] * axis.stride() - axis.before() + cell[a] * axis.dilation();
                    inside &= source[a] >= 0 && source[a] < axis.input();
                }
                if (inside) {
                    term.add(
                            flat(g.inputShape(), n, c, source),
                            flat(g.weightShape(), o, filterChannel, cell),
                            flat(g.outputShape(), n, o, window));
                }
            }
        }
    }

    static int[] index(Shape shape, int flat) {
        int[] index = new int[shape.rank()];
        for (int axis = index.length - 1; axis >= 0; axis--) {
            index[axis] = flat % shape.dim(axis);
            flat /= shape.dim(axis);
        }
        return index;
    }

    private static int flat(Shape shape, int first, int second, int[] rest) {
        int flat = first * shape.dim(1) + second;
        for (int axis = 0; axis < rest.length; axis++) {
            flat = flat * shape.dim(axis + 2) + rest[axis];
        }
        return flat;
    }

    /** The largest relative difference is no measure where terms cancel; this is the sum of the terms' magnitudes. */
    static NDArray abs(NDArray x) {
        return NDArray.wrap(
                x.shape(), Arrays.stream(x.toDoubleArray()).map(Math::abs).toArray());
    }
}
