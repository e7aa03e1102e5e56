package dev.adjoint.backend;

/** The three products of a convolution, of some geometry and some number of images. */
public interface ConvF64 {
    /**
     * Writes {@code y = conv(x, w)}.
     *
     * @param x the images, [N, C, spatial]
     * @param w the filters, [O, C / groups, kernel]
     * @param y the result, [N, O, spatial]
     */
    void forward(double[] x, double[] w, double[] y);

    /**
     * Writes {@code dx = convTranspose(dy, w)}.
     *
     * @param dy the gradient of the result, [N, O, spatial]
     * @param w the filters, [O, C / groups, kernel]
     * @param dx the gradient of the images, [N, C, spatial]
     */
    void inputGradient(double[] dy, double[] w, double[] dx);

    /**
     * Adds {@code filterGradient(x, dy)} to {@code dw}, which holds zeros.
     *
     * @param x the images, [N, C, spatial]
     * @param dy the gradient of the result, [N, O, spatial]
     * @param dw the gradient of the filters, [O, C / groups, kernel]
     */
    void filterGradient(double[] x, double[] dy, double[] dw);
}
