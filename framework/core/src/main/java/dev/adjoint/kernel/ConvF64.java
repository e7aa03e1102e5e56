package dev.adjoint.kernel;

import dev.adjoint.window.ConvGeometry;

/**
 * The three products of a convolution. Which way they are computed depends on the sizes and the provider of matrix
 * products alone.
 */
interface ConvF64 {
    /** The way that is fastest for a geometry and a number of images. */
    static ConvF64 of(ConvGeometry geometry, int batch) {
        if (FourierConvF64.pays(geometry, batch, Gemm.current().transformCost())) {
            return new FourierConvF64(geometry, batch);
        }
        GemmF64 gemm = Gemm.current().f64();
        return geometry.isDepthwise() && !gemm.readsPatchesInPlace(1)
                ? new DirectConvF64(geometry, batch)
                : new PatchConvF64(geometry, batch, gemm);
    }

    /** Adds {@code conv(x, w)} to {@code y}, which holds zeros. */
    void forward(double[] x, double[] w, double[] y);

    /** Adds {@code convTranspose(dy, w)} to {@code dx}, which holds zeros. */
    void inputGradient(double[] dy, double[] w, double[] dx);

    /** Adds {@code filterGradient(x, dy)} to {@code dw}, which holds zeros. */
    void filterGradient(double[] x, double[] dy, double[] dw);
}
