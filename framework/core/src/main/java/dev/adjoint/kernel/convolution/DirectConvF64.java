package dev.adjoint.kernel.convolution;

import dev.adjoint.backend.ConvF64;
import dev.adjoint.backend.LinesF64;
import dev.adjoint.backend.LoopsF64;
import dev.adjoint.backend.Parallel;
import dev.adjoint.backend.Wide;
import dev.adjoint.window.Axis;
import dev.adjoint.window.ConvGeometry;
import java.util.Arrays;

/**
 * The three products of a convolution whose groups have one input channel, plane by plane and without matrices. An
 * input plane is copied with its padding; what the cells of a window read stands at the same distances behind its first
 * cell in all windows.
 */
@SuppressWarnings("cast")
public final class DirectConvF64 implements ConvF64 {
    /** The pieces that a filter gradient is at least cut into, if there are as many images. */
    private static final int PARTS = 8;

    /**
     * The numbers that a partial sum of a filter gradient takes before it is added up in double precision, if an image
     * has no more: a sum of millions would lose its last places one by one.
     */
    private static final int ADDITIONS = 1024;

    private final ConvGeometry geometry;
    private final int batch;
    private final LoopsF64 loops;
    private final int outputsPerGroup;

    /** Convolutions of a number of images by some loops. */
    public DirectConvF64(ConvGeometry geometry, int batch, LoopsF64 loops) {
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
            double[] cells = plane.fill(x, piece * geometry.inputCells(), 1, 0);
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
                    correlate(plane, plane.fill(dy, output(piece, o), 1, 0), reversed, 0, dx, to, o > 0);
                } else {
                    spread(plane, dy, output(piece, o), w, filter, sums);
                }
            }
            if (!isDense) {
                Arrays.fill(dx, to, to + geometry.inputCells(), 0);
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

    /** The only one of the three that takes groups of several input channels too. */
    @Override
    public void filterGradient(double[] x, double[] dy, double[] dw) {
        PaddedPlaneF64 plane = new PaddedPlaneF64(geometry);
        int groups = geometry.groups();
        int inputs = geometry.inputChannels() / groups;
        int[] taps = plane.taps(inputs);
        int size = outputsPerGroup * taps.length;
        int parts = Math.min(batch, (PARTS + groups - 1) / groups);
        int partialSums = loops.partialSums();
        int reach = plane.reach(partialSums);
        double[] gradients = parts == 1 ? dw : new double[parts * groups * size];
        Parallel.pieces(parts * groups, piece -> {
            int group = piece % groups;
            int part = piece / groups;
            double[] sums = new double[size * partialSums];
            int end = (int) ((part + 1L) * batch / parts);
            long added = 0;
            for (int n = (int) ((long) part * batch / parts); n < end; n++) {
                double[] cells =
                        plane.fill(x, (n * groups + group) * inputs * geometry.inputCells(), inputs, partialSums);
                double[] windows = plane.spread(dy, output(n * groups + group, 0), outputsPerGroup, reach);
                loops.addCorrelations(cells, taps, windows, outputsPerGroup, reach, sums);
                added += geometry.outputCells();
                if (n == end - 1 || added >= (long) ADDITIONS * partialSums) {
                    addPartialSums(sums, gradients, piece * size, size);
                    Arrays.fill(sums, 0);
                    added = 0;
                }
            }
        });
        for (int part = 0; part < parts && parts > 1; part++) {
            for (int i = 0; i < dw.length; i++) {
                dw[i] += gradients[part * dw.length + i];
            }
        }
    }

    private void addPartialSums(double[] sums, double[] gradients, int to, int size) {
        int partialSums = loops.partialSums();
        for (int i = 0; i < size; i++) {
            @Wide double sum = 0;
            for (int j = 0; j < partialSums; j++) {
                sum += sums[i * partialSums + j];
            }
            gradients[to + i] += (double) sum;
        }
    }

    private int output(int piece, int o) {
        return (piece * outputsPerGroup + o) * geometry.outputCells();
    }

    private int filter(int group, int o) {
        return (group * outputsPerGroup + o) * geometry.kernelCells();
    }
}
