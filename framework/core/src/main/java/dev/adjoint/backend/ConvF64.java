package dev.adjoint.backend;

/** The three products of a convolution, of some geometry and some number of images. */
public interface ConvF64 {
    /** Writes {@code y = conv(x, w)}. */
    void forward(double[] x, double[] w, double[] y);

    /** Writes {@code dx = convTranspose(dy, w)}. */
    void inputGradient(double[] dy, double[] w, double[] dx);

    /** Adds {@code filterGradient(x, dy)} to {@code dw}, which holds zeros. */
    void filterGradient(double[] x, double[] dy, double[] dw);
}
