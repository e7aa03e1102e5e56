package dev.adjoint.kernel.convolution;

import dev.adjoint.backend.ConvF64;
import dev.adjoint.backend.Parallel;
import dev.adjoint.backend.Wide;
import dev.adjoint.window.Axis;
import dev.adjoint.window.ConvGeometry;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The three products of a convolution by Fourier transforms, for large kernels: their cost does not grow with the
 * kernel. Planes are laid out so that nothing wraps around: the input at its padding, windows a stride apart, filters a
 * dilation apart. Then {@code Y = X conj(W)}, {@code dX = dY W} and {@code dW = X conj(dY)}. Transforms are in double
 * precision.
 */
@SuppressWarnings("cast")
final class FourierConvF64 implements ConvF64 {
    /** Bytes of spectra that are held at once at most. */
    private static final @Wide double MOST_MEMORY = 1 << 28;

    private final ConvGeometry g;
    private final int batch;
    private final int inputs;
    private final int outputs;
    private final int[] sizes;
    private final int cells;

    FourierConvF64(ConvGeometry geometry, int batch) {
        this.g = geometry;
        this.batch = batch;
        this.inputs = geometry.inputChannels() / geometry.groups();
        this.outputs = geometry.outputChannels() / geometry.groups();
        this.sizes = sizes(geometry);
        this.cells = sizes[0] * sizes[1] * sizes[2];
    }

    /** Whether transforms give the result: for windows without gaps, so that each cell in their reach is touched. */
    static boolean applies(ConvGeometry g) {
        return IntStream.range(0, 3)
                .allMatch(i -> axis(g, i).dilation() == 1
                        && axis(g, i).stride() <= axis(g, i).kernel());
    }

    /**
     * Whether transforms are the faster way, one of their operations taking the time of {@code cost} of the other
     * ways', and within bounds of memory.
     */
    static boolean pays(ConvGeometry g, int batch, @Wide double cost) {
        if (!applies(g)) {
            return false;
        }
        int[] sizes = sizes(g);
        @Wide double cells = (@Wide double) sizes[0] * sizes[1] * sizes[2];
        @Wide double inputs = (@Wide double) g.inputChannels() / g.groups();
        @Wide double pairs = inputs * g.outputChannels();
        @Wide double planes = batch * (@Wide double) (g.inputChannels() + g.outputChannels()) + pairs;
        @Wide double transforms = planes * cells * (5 * Math.log(cells) / Math.log(2)) + 8 * batch * pairs * cells;
        @Wide double products = 2.0 * batch * pairs * g.outputCells() * g.kernelCells();
        @Wide double memory = 16 * cells * batch * (1 + Math.max(inputs, g.outputChannels() / g.groups()));
        return memory < MOST_MEMORY && products > cost * transforms;
    }

    /** The sizes of the transforms along the three axes. */
    static int[] sizes(ConvGeometry g) {
        return IntStream.range(0, 3).map(i -> Fft.sizeFor(axis(g, i).span())).toArray();
    }

    private static Axis axis(ConvGeometry g, int i) {
        return i == 0 ? g.depth() : i == 1 ? g.height() : g.width();
    }

    @Override
    public void forward(double[] x, double[] w, double[] y) {
        for (int group = 0; group < g.groups(); group++) {
            int first = group;
            Spectrum[] xs = spectra(batch * inputs, i -> input(x, i / inputs, first * inputs + i % inputs));
            Parallel.pieces(outputs, o -> {
                Spectrum[] sums = spectra();
                for (int c = 0; c < inputs; c++) {
                    Spectrum filter = filter(w, first * outputs + o, c);
                    for (int n = 0; n < batch; n++) {
                        sums[n].addConjugateProduct(xs[n * inputs + c], filter);
                    }
                }
                for (int n = 0; n < batch; n++) {
                    int at = (n * g.outputChannels() + first * outputs + o) * g.outputCells();
                    readWindows(sums[n].inverse(), y, at);
                }
            });
        }
    }

    @Override
    public void inputGradient(double[] dy, double[] w, double[] dx) {
        Arrays.fill(dx, 0);
        for (int group = 0; group < g.groups(); group++) {
            int first = group;
            Spectrum[] dys = spectra(batch * outputs, i -> windows(dy, i / outputs, first * outputs + i % outputs));
            Parallel.pieces(inputs, c -> {
                Spectrum[] sums = spectra();
                for (int o = 0; o < outputs; o++) {
                    Spectrum filter = filter(w, first * outputs + o, c);
                    for (int n = 0; n < batch; n++) {
                        sums[n].addProduct(dys[n * outputs + o], filter);
                    }
                }
                for (int n = 0; n < batch; n++) {
                    int at = (n * g.inputChannels() + first * inputs + c) * g.inputCells();
                    readInput(sums[n].inverse(), dx, at);
                }
            });
        }
    }

    @Override
    public void filterGradient(double[] x, double[] dy, double[] dw) {
        for (int group = 0; group < g.groups(); group++) {
            int first = group;
            Spectrum[] xs = spectra(batch * inputs, i -> input(x, i / inputs, first * inputs + i % inputs));
            Parallel.pieces(outputs, o -> {
                Spectrum[] dys = new Spectrum[batch];
                for (int n = 0; n < batch; n++) {
                    dys[n] = windows(dy, n, first * outputs + o);
                }
                for (int c = 0; c < inputs; c++) {
                    Spectrum sum = new Spectrum(sizes);
                    for (int n = 0; n < batch; n++) {
                        sum.addConjugateProduct(xs[n * inputs + c], dys[n]);
                    }
                    readFilter(sum.inverse(), dw, ((first * outputs + o) * inputs + c) * g.kernelCells());
                }
            });
        }
    }

    private Spectrum[] spectra() {
        return IntStream.range(0, batch).mapToObj(n -> new Spectrum(sizes)).toArray(Spectrum[]::new);
    }

    private static Spectrum[] spectra(int count, java.util.function.IntFunction<Spectrum> make) {
        Spectrum[] all = new Spectrum[count];
        Parallel.pieces(count, i -> all[i] = make.apply(i));
        return all;
    }

    private Spectrum input(double[] x, int n, int channel) {
        Spectrum plane = new Spectrum(sizes);
        int at = (n * g.inputChannels() + channel) * g.inputCells();
        visitInput((cell, place) -> plane.re[place] = x[at + cell]);
        return plane.forward();
    }

    private Spectrum windows(double[] dy, int n, int channel) {
        Spectrum plane = new Spectrum(sizes);
        int at = (n * g.outputChannels() + channel) * g.outputCells();
        visitWindows((cell, place) -> plane.re[place] = dy[at + cell]);
        return plane.forward();
    }

    private Spectrum filter(double[] w, int o, int c) {
        Spectrum plane = new Spectrum(sizes);
        int at = (o * inputs + c) * g.kernelCells();
        visitFilter((cell, place) -> plane.re[place] = w[at + cell]);
        return plane.forward();
    }

    private void readWindows(Spectrum plane, double[] y, int at) {
        visitWindows((cell, place) -> y[at + cell] = (double) (plane.re[place] / cells));
    }

    private void readInput(Spectrum plane, double[] dx, int at) {
        visitInput((cell, place) -> dx[at + cell] = (double) (plane.re[place] / cells));
    }

    private void readFilter(Spectrum plane, double[] dw, int at) {
        visitFilter((cell, place) -> dw[at + cell] += (double) (plane.re[place] / cells));
    }

    /** A cell of a plane of numbers and its place in the transform. */
    @FunctionalInterface
    private interface Cell {
        void visit(int cell, int place);
    }

    /** Visits the input's cells that some window may reach; the others' gradients stay exactly zero. */
    private void visitInput(Cell cell) {
        int[] reached = IntStream.range(0, 3)
                .map(i -> Math.min(
                        axis(g, i).input(), axis(g, i).span() - axis(g, i).before()))
                .toArray();
        int[] first = {g.depth().before(), g.height().before(), g.width().before()};
        visit(
                reached,
                new int[] {1, 1, 1},
                first,
                new int[] {g.height().input(), g.width().input()},
                cell);
    }

    private void visitWindows(Cell cell) {
        int[] output = {g.depth().output(), g.height().output(), g.width().output()};
        int[] stride = {g.depth().stride(), g.height().stride(), g.width().stride()};
        visit(output, stride, new int[3], new int[] {output[1], output[2]}, cell);
    }

    private void visitFilter(Cell cell) {
        int[] kernel = {g.depth().kernel(), g.height().kernel(), g.width().kernel()};
        int[] dilation = {g.depth().dilation(), g.height().dilation(), g.width().dilation()};
        visit(kernel, dilation, new int[3], new int[] {kernel[1], kernel[2]}, cell);
    }

    private void visit(int[] count, int[] step, int[] first, int[] lengths, Cell cell) {
        for (int d = 0; d < count[0]; d++) {
            for (int h = 0; h < count[1]; h++) {
                int line = ((first[0] + d * step[0]) * sizes[1] + first[1] + h * step[1]) * sizes[2] + first[2];
                for (int w = 0; w < count[2]; w++) {
                    cell.visit((d * lengths[0] + h) * lengths[1] + w, line + w * step[2]);
                }
            }
        }
    }
}
