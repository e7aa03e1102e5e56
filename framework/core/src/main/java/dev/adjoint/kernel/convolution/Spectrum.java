package dev.adjoint.kernel.convolution;

/** The Fourier transform of one plane of up to three axes, each a power of two. */
final class Spectrum {
    final double[] re;
    final double[] im;
    private final int[] sizes;

    Spectrum(int[] sizes) {
        this.sizes = sizes;
        re = new double[sizes[0] * sizes[1] * sizes[2]];
        im = new double[re.length];
    }

    /** Transforms the plane in {@link #re}. */
    Spectrum forward() {
        for (int axis = 0; axis < 3; axis++) {
            Fft.of(sizes[axis]).forward(re, im, outer(axis), inner(axis));
        }
        return this;
    }

    /** Transforms back; the plane is in {@link #re}, times the number of its cells. */
    Spectrum inverse() {
        for (int axis = 0; axis < 3; axis++) {
            Fft.of(sizes[axis]).inverse(re, im, outer(axis), inner(axis));
        }
        return this;
    }

    /** Adds the product with another spectrum: the convolution of the planes. */
    void addProduct(Spectrum a, Spectrum b) {
        for (int i = 0; i < re.length; i++) {
            re[i] += a.re[i] * b.re[i] - a.im[i] * b.im[i];
            im[i] += a.re[i] * b.im[i] + a.im[i] * b.re[i];
        }
    }

    /** Adds the product with the conjugate of another spectrum: the correlation of the planes. */
    void addConjugateProduct(Spectrum a, Spectrum b) {
        for (int i = 0; i < re.length; i++) {
            re[i] += a.re[i] * b.re[i] + a.im[i] * b.im[i];
            im[i] += a.im[i] * b.re[i] - a.re[i] * b.im[i];
        }
    }

    private int outer(int axis) {
        return axis == 0 ? 1 : axis == 1 ? sizes[0] : sizes[0] * sizes[1];
    }

    private int inner(int axis) {
        return axis == 2 ? 1 : axis == 1 ? sizes[2] : sizes[1] * sizes[2];
    }
}
