package dev.adjoint.kernel;

import dev.adjoint.window.ConvGeometry;

/** Depthwise convolutions without matrices, plane by plane: each output channel sees one input channel. */
final class DirectConvF64 implements ConvF64 {
    private final ConvGeometry geometry;
    private final int batch;
    private final int outputsPerGroup;

    DirectConvF64(ConvGeometry geometry, int batch) {
        this.geometry = geometry;
        this.batch = batch;
        this.outputsPerGroup = geometry.outputChannels() / geometry.groups();
    }

    @Override
    public void forward(double[] x, double[] w, double[] y) {
        Parallel.pieces(batch * geometry.groups(), piece -> {
            for (int o = 0; o < outputsPerGroup; o++) {
                DirectF64.forward(geometry, x, input(piece), w, filter(piece, o), y, output(piece, o));
            }
        });
    }

    @Override
    public void inputGradient(double[] dy, double[] w, double[] dx) {
        Parallel.pieces(batch * geometry.groups(), piece -> {
            for (int o = 0; o < outputsPerGroup; o++) {
                DirectF64.inputGradient(geometry, dy, output(piece, o), w, filter(piece, o), dx, input(piece));
            }
        });
    }

    @Override
    public void filterGradient(double[] x, double[] dy, double[] dw) {
        Parallel.pieces(geometry.groups(), group -> {
            for (int piece = group; piece < batch * geometry.groups(); piece += geometry.groups()) {
                for (int o = 0; o < outputsPerGroup; o++) {
                    DirectF64.filterGradient(geometry, x, input(piece), dy, output(piece, o), dw, filter(group, o));
                }
            }
        });
    }

    /** Where the input plane of a piece begins: one group of one image. */
    private int input(int piece) {
        return piece * geometry.inputCells();
    }

    private int output(int piece, int o) {
        return (piece * outputsPerGroup + o) * geometry.outputCells();
    }

    private int filter(int piece, int o) {
        return (piece % geometry.groups() * outputsPerGroup + o) * geometry.kernelCells();
    }
}
