package dev.adjoint.kernel;

import dev.adjoint.window.ConvGeometry;

/**
 * The three products of a convolution, image by image and group by group, as products with the matrix P of the image's
 * patches: {@code y = W P}, {@code dx = col2im(W' dy)} and {@code dW = dy P'}. Without a window's overlap, P is the
 * image itself. Depthwise convolutions are computed directly.
 */
final class PatchConvF64 implements ConvF64 {
    /** The most elements of a patch matrix held in memory at once. */
    private static final int BLOCK = 1 << 20;

    /** The most partial sums that a filter gradient is made of. */
    private static final int PARTS = 8;

    private final ConvGeometry geometry;
    private final int batch;
    private final GemmF64 gemm;
    private final int windows;
    private final int inputsPerGroup;
    private final int outputsPerGroup;
    private final int rows;

    PatchConvF64(ConvGeometry geometry, int batch, GemmF64 gemm) {
        this.geometry = geometry;
        this.batch = batch;
        this.gemm = gemm;
        this.windows = geometry.outputCells();
        this.inputsPerGroup = geometry.inputChannels() / geometry.groups();
        this.outputsPerGroup = geometry.outputChannels() / geometry.groups();
        this.rows = inputsPerGroup * geometry.kernelCells();
    }

    @Override
    public void forward(double[] x, double[] w, double[] y) {
        int groups = geometry.groups();
        Parallel.pieces(batch * groups, piece -> {
            int group = piece % groups;
            int to = piece * outputsPerGroup * windows;
            if (geometry.isDepthwise()) {
                for (int o = 0; o < outputsPerGroup; o++) {
                    int filter = (group * outputsPerGroup + o) * geometry.kernelCells();
                    DirectF64.forward(geometry, x, piece * geometry.inputCells(), w, filter, y, to + o * windows);
                }
                return;
            }
            MatrixF64 weight = DenseF64.of(w, group * outputsPerGroup * rows, outputsPerGroup, rows);
            MatrixF64 patches = patches(x, piece, false);
            for (int from = 0; from < windows; from += blockOfWindows()) {
                int count = Math.min(blockOfWindows(), windows - from);
                MatrixF64 block = count == windows ? patches : new BlockF64(patches, 0, from, rows, count);
                gemm.multiply(weight, block, y, to + from, windows, false);
            }
        });
    }

    @Override
    public void inputGradient(double[] dy, double[] w, double[] dx) {
        int groups = geometry.groups();
        if (gemm.readsPatchesInPlace() && !geometry.isDepthwise() && !geometry.isPointwise() && geometry.hasAdjoint()) {
            new PatchConvF64(geometry.adjoint(), batch, gemm).forward(dy, flipped(w), dx);
            return;
        }
        Parallel.pieces(batch * groups, piece -> {
            int group = piece % groups;
            int from = piece * outputsPerGroup * windows;
            if (geometry.isDepthwise()) {
                for (int o = 0; o < outputsPerGroup; o++) {
                    int filter = (group * outputsPerGroup + o) * geometry.kernelCells();
                    DirectF64.inputGradient(
                            geometry, dy, from + o * windows, w, filter, dx, piece * geometry.inputCells());
                }
                return;
            }
            MatrixF64 weight = DenseF64.transposed(w, group * outputsPerGroup * rows, outputsPerGroup, rows);
            if (geometry.isPointwise()) {
                MatrixF64 dense = DenseF64.of(dy, from, outputsPerGroup, windows);
                gemm.multiply(weight, dense, dx, piece * inputsPerGroup * windows, windows, false);
                return;
            }
            PatchesF64 patches = (PatchesF64) patches(dx, piece, false);
            for (int first = 0; first < windows; first += blockOfWindows()) {
                int count = Math.min(blockOfWindows(), windows - first);
                double[] columns = ScratchF64.take(ScratchF64.COLUMNS, rows * count);
                MatrixF64 block = new DenseF64(dy, from + first, windows, outputsPerGroup, count, false);
                gemm.multiply(weight, block, columns, 0, count, false);
                patches.add(first, count, columns, 0);
            }
        });
    }

    /** The filters with input and output channels exchanged and every axis reversed. */
    private double[] flipped(double[] w) {
        int cells = geometry.kernelCells();
        double[] result = new double[w.length];
        for (int group = 0, at = 0; group < geometry.groups(); group++) {
            for (int c = 0; c < inputsPerGroup; c++) {
                for (int o = 0; o < outputsPerGroup; o++) {
                    int from = ((group * outputsPerGroup + o) * inputsPerGroup + c) * cells;
                    for (int k = cells - 1; k >= 0; k--) {
                        result[at++] = w[from + k];
                    }
                }
            }
        }
        return result;
    }

    @Override
    public void filterGradient(double[] x, double[] dy, double[] dw) {
        int groups = geometry.groups();
        int parts = Math.min(batch, PARTS);
        int size = outputsPerGroup * rows;
        double[] sums = parts == 1 ? dw : new double[parts * dw.length];
        Parallel.pieces(parts * groups, piece -> {
            int group = piece % groups;
            int part = piece / groups;
            int first = part * batch / parts;
            int end = (part + 1) * batch / parts;
            int to = part * dw.length + group * size;
            if (gemm.readsPatchesInPlace() && !geometry.isDepthwise() && !geometry.isPointwise()) {
                int image = geometry.outputChannels() * windows;
                int from = first * image + group * outputsPerGroup * windows;
                int source = (first * geometry.inputChannels() + group * inputsPerGroup) * geometry.inputCells();
                gemm.multiply(
                        new PlanesF64(dy, from, image, end - first, outputsPerGroup, windows),
                        new PatchesF64(geometry, x, source, inputsPerGroup, end - first, true),
                        sums,
                        to,
                        rows,
                        true);
                return;
            }
            for (int n = first; n < end; n++) {
                addFilterGradient(x, dy, n * groups + group, sums, to);
            }
        });
        for (int part = 0; part < parts && parts > 1; part++) {
            for (int i = 0; i < dw.length; i++) {
                dw[i] += sums[part * dw.length + i];
            }
        }
    }

    private void addFilterGradient(double[] x, double[] dy, int piece, double[] dw, int to) {
        int from = piece * outputsPerGroup * windows;
        if (geometry.isDepthwise()) {
            for (int o = 0; o < outputsPerGroup; o++) {
                int filter = to + o * geometry.kernelCells();
                DirectF64.filterGradient(
                        geometry, x, piece * geometry.inputCells(), dy, from + o * windows, dw, filter);
            }
            return;
        }
        MatrixF64 patches = patches(x, piece, true);
        for (int first = 0; first < windows; first += blockOfWindows()) {
            int count = Math.min(blockOfWindows(), windows - first);
            MatrixF64 gradient = new DenseF64(dy, from + first, windows, outputsPerGroup, count, false);
            gemm.multiply(
                    gradient,
                    count == windows ? patches : new BlockF64(patches, first, 0, count, rows),
                    dw,
                    to,
                    rows,
                    true);
        }
    }

    /** The patches of one image and group; the image itself where each window is one cell. */
    private MatrixF64 patches(double[] x, int piece, boolean transposed) {
        int offset = piece * inputsPerGroup * geometry.inputCells();
        return geometry.isPointwise()
                ? DenseF64.of(x, offset, inputsPerGroup, windows, transposed)
                : new PatchesF64(geometry, x, offset, inputsPerGroup, 1, transposed);
    }

    private int blockOfWindows() {
        if (gemm.readsPatchesInPlace()) {
            return Math.max(1, windows);
        }
        return Math.max(64, BLOCK / Math.max(1, rows));
    }
}
