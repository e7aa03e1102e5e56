package dev.adjoint.kernel;

import dev.adjoint.window.ConvGeometry;

/** The three products of a convolution, computed in one of the ways of {@link ConvAlgorithm}. */
public interface ConvF64 {
    /** The way that is taken for a product of a geometry and a number of images. */
    static ConvF64 of(ConvGeometry geometry, int batch, ConvAlgorithm.Product product) {
        GemmF64 gemm = Gemm.current().f64();
        return switch (ConvAlgorithm.of(geometry, batch, product)) {
            case DIRECT -> new DirectConvF64(geometry, batch, gemm.loops());
            case PATCHES -> gemm.convolution(geometry, batch);
            case WINOGRAD -> new WinogradConvF64(geometry, batch, gemm);
            case FOURIER -> new FourierConvF64(geometry, batch);
        };
    }

    /** Writes {@code y = conv(x, w)}. */
    void forward(double[] x, double[] w, double[] y);

    /** Writes {@code dx = convTranspose(dy, w)}. */
    void inputGradient(double[] dy, double[] w, double[] dx);

    /** Adds {@code filterGradient(x, dy)} to {@code dw}, which holds zeros. */
    void filterGradient(double[] x, double[] dy, double[] dw);
}
