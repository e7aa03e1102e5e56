package dev.adjoint.kernel.convolution;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The discrete Fourier transform along the middle axis of arrays seen as {@code [outer, n, inner]}, n a power of two,
 * in place. Spectra come out in bit-reversed order, forward by decimation in frequency, and the inverse, by decimation
 * in time, takes them so: products of spectra need no order. Source: J. Cooley and J. Tukey, An algorithm for the
 * machine calculation of complex Fourier series, 1965.
 */
final class Fft {
    private static final ConcurrentMap<Integer, Fft> SIZES = new ConcurrentHashMap<>();

    private final int n;
    private final double[] cos;
    private final double[] sin;

    private Fft(int n) {
        this.n = n;
        cos = new double[n / 2];
        sin = new double[n / 2];
        for (int i = 0; i < n / 2; i++) {
            cos[i] = Math.cos(2 * Math.PI * i / n);
            sin[i] = -Math.sin(2 * Math.PI * i / n);
        }
    }

    /** The transform of a size. */
    static Fft of(int n) {
        return SIZES.computeIfAbsent(n, Fft::new);
    }

    /** The smallest power of two that is not below a number. */
    static int sizeFor(long cells) {
        return cells <= 1 ? 1 : 1 << (64 - Long.numberOfLeadingZeros(cells - 1));
    }

    /** {@code X[k] = sum over j of x[j] e^(-2 pi i j k / n)}. */
    void forward(double[] re, double[] im, int outer, int inner) {
        for (int length = n; length >= 2; length /= 2) {
            int half = length / 2;
            for (int block = 0; block < outer * n; block += length) {
                for (int j = 0; j < half; j++) {
                    spread(
                            re,
                            im,
                            (block + j) * inner,
                            half * inner,
                            inner,
                            cos[j * (n / length)],
                            sin[j * (n / length)]);
                }
            }
        }
    }

    /** The inverse of {@link #forward}, times n. */
    void inverse(double[] re, double[] im, int outer, int inner) {
        for (int length = 2; length <= n; length *= 2) {
            int half = length / 2;
            for (int block = 0; block < outer * n; block += length) {
                for (int j = 0; j < half; j++) {
                    gather(
                            re,
                            im,
                            (block + j) * inner,
                            half * inner,
                            inner,
                            cos[j * (n / length)],
                            -sin[j * (n / length)]);
                }
            }
        }
    }

    /** {@code a, b = a + b, (a - b) w} for pairs a distance apart. */
    private static void spread(double[] re, double[] im, int from, int distance, int count, double wr, double wi) {
        for (int i = from; i < from + count; i++) {
            double dr = re[i] - re[i + distance];
            double di = im[i] - im[i + distance];
            re[i] += re[i + distance];
            im[i] += im[i + distance];
            re[i + distance] = dr * wr - di * wi;
            im[i + distance] = dr * wi + di * wr;
        }
    }

    /** {@code a, b = a + b w, a - b w} for pairs a distance apart. */
    private static void gather(double[] re, double[] im, int from, int distance, int count, double wr, double wi) {
        for (int i = from; i < from + count; i++) {
            double br = re[i + distance] * wr - im[i + distance] * wi;
            double bi = re[i + distance] * wi + im[i + distance] * wr;
            re[i + distance] = re[i] - br;
            im[i + distance] = im[i] - bi;
            re[i] += br;
            im[i] += bi;
        }
    }
}
