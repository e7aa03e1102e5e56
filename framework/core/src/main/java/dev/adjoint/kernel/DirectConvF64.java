package dev.adjoint.kernel;

import dev.adjoint.window.Axis;
import dev.adjoint.window.ConvGeometry;

/**
 * The three products of a convolution whose groups have one input channel, plane by plane and without matrices. An
 * input plane is copied with its padding; what the cells of a window read stands at the same distances behind its first
 * cell in all windows.
 */
@SuppressWarnings("cast")
final class DirectConvF64 implements ConvF64 {
    private final ConvGeometry geometry;
    private final int batch;
    private final LoopsF64 loops;
    private final int outputsPerGroup;

    DirectConvF64(ConvGeometry geometry, int batch, LoopsF64 loops) {
        this.geometry = geometry;
        this.batch = batch;
        this.loops = loops;
        this.outputsPerGroup = geometry.outputChannels() / geometry.groups();
    }

    /** Whether it can compute a convolution. */
    static boolean applies(ConvGeometry geometry) {
        return geometry.inputChannels() == geometry.groups();
    }

    @Override
    public void forward(double[] x, double[] w, double[] y) {
        PaddedPlaneF64 plane = new PaddedPlaneF64(geometry);
        Parallel.pieces(batch * geometry.groups(), piece -> {
            double[] cells = plane.fill(x, piece * geometry.inputCells());
            for (int o = 0; o < outputsPerGroup; o++) {
                correlate(plane, cells, w, filter(piece % geometry.groups(), o), y, output(piece, o), false);
            }
        });
    }

    private void correlate(
            PaddedPlaneF64 plane, double[] cells, double[] w, int filter, double[] y, int to, boolean add) {
        Axis height = plane.geometry().height();
        Axis width = plane.geometry().width();
        int windows = height.output() * width.output();
        for (int d = 0; d < plane.geometry().depth().output(); d++) {
            LinesF64 source = plane.lines(cells, d);
            LinesF64 target = new LinesF64(y, to + d * windows, width.output(), 0);
            loops.correlate(
                    source, plane.taps(), w, filter, width.stride(), target, height.output(), width.output(), add);
        }
    }

    @Override
    public void inputGradient(double[] dy, double[] w, double[] dx) {
        boolean isDense = geometry.axes().stream().allMatch(axis -> axis.stride() == 1);
        PaddedPlaneF64 plane = new PaddedPlaneF64(isDense ? geometry.phase(0, 0, 0) : geometry);
        int kernelCells = geometry.kernelCells();
        Parallel.pieces(batch * geometry.groups(), piece -> {
            int to = piece * geometry.inputCells();
            double[] sums = isDense ? null : plane.clear();
            double[] reversed = new double[kernelCells];
            for (int o = 0; o < outputsPerGroup; o++) {
                int filter = filter(piece % geometry.groups(), o);
                if (isDense) {
                    for (int cell = 0; cell < kernelCells; cell++) {
                        reversed[cell] = w[filter + kernelCells - 1 - cell];
                    }
                    correlate(plane, plane.fill(dy, output(piece, o)), reversed, 0, dx, to, o > 0);
                } else {
                    spread(plane, dy, output(piece, o), w, filter, sums);
                }
            }
            if (!isDense) {
                plane.read(sums, dx, to);
            }
        });
    }

    /** Adds what each window hands back to its cells: {@code dx[source(o, k)] += w[k] dy[o]}. */
    private void spread(PaddedPlaneF64 plane, double[] dy, int from, double[] w, int filter, double[] sums) {
        Axis width = geometry.width();
        int[] taps = plane.taps();
        for (int d = 0, at = from; d < geometry.depth().output(); d++) {
            LinesF64 lines = plane.lines(sums, d);
            for (int h = 0; h < geometry.height().output(); h++, at += width.output()) {
                for (int cell = 0; cell < taps.length; cell++) {
                    double weight = w[filter + cell];
                    int to = lines.from() + h * lines.apart() + taps[cell];
                    for (int o = 0; o < width.output(); o++, to += width.stride()) {
                        sums[to] += weight * dy[at + o];
                    }
                }
            }
        }
    }

    @Override
    public void filterGradient(double[] x, double[] dy, double[] dw) {
        PaddedPlaneF64 plane = new PaddedPlaneF64(geometry);
        int partialSums = loops.partialSums();
        int kernelCells = geometry.kernelCells();
        Parallel.pieces(geometry.outputChannels(), channel -> {
            int group = channel / outputsPerGroup;
            double[] sums = new double[kernelCells * partialSums];
            double[] gradients = plane.windows();
            for (int n = 0; n < batch; n++) {
                double[] cells = plane.fill(x, (n * geometry.groups() + group) * geometry.inputCells());
                plane.spread(dy, (n * geometry.outputChannels() + channel) * geometry.outputCells(), gradients);
                loops.addCorrelations(cells, plane.taps(), gradients, plane.reach(), sums);
            }
            for (int cell = 0; cell < kernelCells; cell++) {
                double /*wide*/ sum = 0;
                for (int i = 0; i < partialSums; i++) {
                    sum += sums[cell * partialSums + i];
                }
                dw[channel * kernelCells + cell] += (double) sum;
            }
        });
    }

    private int output(int piece, int o) {
        return (piece * outputsPerGroup + o) * geometry.outputCells();
    }

    private int filter(int group, int o) {
        return (group * outputsPerGroup + o) * geometry.kernelCells();
    }
}
