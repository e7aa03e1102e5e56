package dev.adjoint.suite.conv;

import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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
        int windows = Shape.of(g.each(Geometry.Axis::output)).size();
        int cells = Shape.of(g.each(Geometry.Axis::kernel)).size();
        int places = Shape.of(g.each(Geometry.Axis::input)).size();
        List<Read> reads = reads(g);
        for (int n = 0; n < g.batch(); n++) {
            for (int group = 0; group < g.groups(); group++) {
                for (int oc = 0; oc < g.outputsPerGroup(); oc++) {
                    for (int ic = 0; ic < g.inputsPerGroup(); ic++) {
                        int o = group * g.outputsPerGroup() + oc;
                        int c = group * g.inputsPerGroup() + ic;
                        int x = (n * g.groups() * g.inputsPerGroup() + c) * places;
                        int w = (o * g.inputsPerGroup() + ic) * cells;
                        int y = (n * g.groups() * g.outputsPerGroup() + o) * windows;
                        reads.forEach(read -> term.add(x + read.place, w + read.cell, y + read.window));
                    }
                }
            }
        }
    }

    /** A cell of a window and the place in the plane that it reads. */
    private record Read(int place, int cell, int window) {}

    private static List<Read> reads(Geometry g) {
        Shape plane = Shape.of(g.each(Geometry.Axis::input));
        Shape windows = Shape.of(g.each(Geometry.Axis::output));
        Shape cells = Shape.of(g.each(Geometry.Axis::kernel));
        List<Read> reads = new ArrayList<>();
        for (int p = 0; p < windows.size(); p++) {
            for (int k = 0; k < cells.size(); k++) {
                int[] window = index(windows, p);
                int[] cell = index(cells, k);
                int place = 0;
                boolean inside = true;
                for (int a = 0; a < g.rank(); a++) {
                    Geometry.Axis axis = g.axes().get(a);
                    int source = window[a] * axis.stride() - axis.before() + cell[a] * axis.dilation();
                    inside &= source >= 0 && source < axis.input();
                    place = place * plane.dim(a) + source;
                }
                if (inside) {
                    reads.add(new Read(place, k, p));
                }
            }
        }
        return reads;
    }

    static int[] index(Shape shape, int flat) {
        int[] index = new int[shape.rank()];
        for (int axis = index.length - 1; axis >= 0; axis--) {
            index[axis] = flat % shape.dim(axis);
            flat /= shape.dim(axis);
        }
        return index;
    }

    /** The sum of the terms' magnitudes. Where terms cancel, a relative difference measures nothing. */
    static NDArray abs(NDArray x) {
        return NDArray.wrap(
                x.shape(), Arrays.stream(x.toDoubleArray()).map(Math::abs).toArray());
    }
}
