package dev.adjoint.simd;

/**
 * The innermost loops of products in plain Java: {@code C[i, j] += A[i, 0] B[0, j] + A[i, 1] B[1, j] + A[i, 2] B[2, j]}
 * for four, two or one rows i of C, which follow each other in {@code c} as those of B do in {@code b}. Row i of A
 * begins at {@code a[p + i s]}.
 *
 * <p>The JVM's compiler turns such a loop into vector instructions if it counts to a constant and if all its indices
 * are the counter plus a constant; so there is one method for each width. Twelve multiplications in a loop are as many
 * as it takes: with sixteen it gives up.
 */
final class PlainLoopsF64 {
    /** Rows of B that a loop adds. */
    static final int STEP = 3;

    /** The most columns. */
    static final int WIDEST = 256;

    private PlainLoopsF64() {}

    /** The width of the loop to use when so many columns remain: what is too much is computed in vain. */
    static int width(int remaining) {
        return remaining > 160 ? 256 : remaining > 64 ? 128 : remaining > 32 ? 64 : 32;
    }

    /** Adds three rows of B to some rows of C. */
    static void add(int rows, int width, double[] a, int p, int s, double[] b, double[] c) {
        switch (rows + width) {
            case 4 + 32 -> add4x32(a, p, s, b, c);
            case 2 + 32 -> add2x32(a, p, s, b, c);
            case 1 + 32 -> add1x32(a, p, b, c);
            case 4 + 64 -> add4x64(a, p, s, b, c);
            case 2 + 64 -> add2x64(a, p, s, b, c);
            case 1 + 64 -> add1x64(a, p, b, c);
            case 4 + 128 -> add4x128(a, p, s, b, c);
            case 2 + 128 -> add2x128(a, p, s, b, c);
            case 1 + 128 -> add1x128(a, p, b, c);
            case 4 + 256 -> add4x256(a, p, s, b, c);
            case 2 + 256 -> add2x256(a, p, s, b, c);
            default -> add1x256(a, p, b, c);
        }
    }

    private static void add4x32(double[] a, int p, int s, double[] b, double[] c) {
        double a00 = a[p];
        double a01 = a[p + 1];
        double a02 = a[p + 2];
        double a10 = a[p + s];
        double a11 = a[p + s + 1];
        double a12 = a[p + s + 2];
        double a20 = a[p + 2 * s];
        double a21 = a[p + 2 * s + 1];
        double a22 = a[p + 2 * s + 2];
        double a30 = a[p + 3 * s];
        double a31 = a[p + 3 * s + 1];
        double a32 = a[p + 3 * s + 2];
        for (int j = 0; j < 32; j++) {
            double b0 = b[j];
            double b1 = b[j + 32];
            double b2 = b[j + 64];
            c[j] = c[j] + a00 * b0 + a01 * b1 + a02 * b2;
            c[j + 32] = c[j + 32] + a10 * b0 + a11 * b1 + a12 * b2;
            c[j + 64] = c[j + 64] + a20 * b0 + a21 * b1 + a22 * b2;
            c[j + 96] = c[j + 96] + a30 * b0 + a31 * b1 + a32 * b2;
        }
    }

    private static void add2x32(double[] a, int p, int s, double[] b, double[] c) {
        double a00 = a[p];
        double a01 = a[p + 1];
        double a02 = a[p + 2];
        double a10 = a[p + s];
        double a11 = a[p + s + 1];
        double a12 = a[p + s + 2];
        for (int j = 0; j < 32; j++) {
            double b0 = b[j];
            double b1 = b[j + 32];
            double b2 = b[j + 64];
            c[j] = c[j] + a00 * b0 + a01 * b1 + a02 * b2;
            c[j + 32] = c[j + 32] + a10 * b0 + a11 * b1 + a12 * b2;
        }
    }

    private static void add1x32(double[] a, int p, double[] b, double[] c) {
        double a00 = a[p];
        double a01 = a[p + 1];
        double a02 = a[p + 2];
        for (int j = 0; j < 32; j++) {
            double b0 = b[j];
            double b1 = b[j + 32];
            double b2 = b[j + 64];
            c[j] = c[j] + a00 * b0 + a01 * b1 + a02 * b2;
        }
    }

    private static void add4x64(double[] a, int p, int s, double[] b, double[] c) {
        double a00 = a[p];
        double a01 = a[p + 1];
        double a02 = a[p + 2];
        double a10 = a[p + s];
        double a11 = a[p + s + 1];
        double a12 = a[p + s + 2];
        double a20 = a[p + 2 * s];
        double a21 = a[p + 2 * s + 1];
        double a22 = a[p + 2 * s + 2];
        double a30 = a[p + 3 * s];
        double a31 = a[p + 3 * s + 1];
        double a32 = a[p + 3 * s + 2];
        for (int j = 0; j < 64; j++) {
            double b0 = b[j];
            double b1 = b[j + 64];
            double b2 = b[j + 128];
            c[j] = c[j] + a00 * b0 + a01 * b1 + a02 * b2;
            c[j + 64] = c[j + 64] + a10 * b0 + a11 * b1 + a12 * b2;
            c[j + 128] = c[j + 128] + a20 * b0 + a21 * b1 + a22 * b2;
            c[j + 192] = c[j + 192] + a30 * b0 + a31 * b1 + a32 * b2;
        }
    }

    private static void add2x64(double[] a, int p, int s, double[] b, double[] c) {
        double a00 = a[p];
        double a01 = a[p + 1];
        double a02 = a[p + 2];
        double a10 = a[p + s];
        double a11 = a[p + s + 1];
        double a12 = a[p + s + 2];
        for (int j = 0; j < 64; j++) {
            double b0 = b[j];
            double b1 = b[j + 64];
            double b2 = b[j + 128];
            c[j] = c[j] + a00 * b0 + a01 * b1 + a02 * b2;
            c[j + 64] = c[j + 64] + a10 * b0 + a11 * b1 + a12 * b2;
        }
    }

    private static void add1x64(double[] a, int p, double[] b, double[] c) {
        double a00 = a[p];
        double a01 = a[p + 1];
        double a02 = a[p + 2];
        for (int j = 0; j < 64; j++) {
            double b0 = b[j];
            double b1 = b[j + 64];
            double b2 = b[j + 128];
            c[j] = c[j] + a00 * b0 + a01 * b1 + a02 * b2;
        }
    }

    private static void add4x128(double[] a, int p, int s, double[] b, double[] c) {
        double a00 = a[p];
        double a01 = a[p + 1];
        double a02 = a[p + 2];
        double a10 = a[p + s];
        double a11 = a[p + s + 1];
        double a12 = a[p + s + 2];
        double a20 = a[p + 2 * s];
        double a21 = a[p + 2 * s + 1];
        double a22 = a[p + 2 * s + 2];
        double a30 = a[p + 3 * s];
        double a31 = a[p + 3 * s + 1];
        double a32 = a[p + 3 * s + 2];
        for (int j = 0; j < 128; j++) {
            double b0 = b[j];
            double b1 = b[j + 128];
            double b2 = b[j + 256];
            c[j] = c[j] + a00 * b0 + a01 * b1 + a02 * b2;
            c[j + 128] = c[j + 128] + a10 * b0 + a11 * b1 + a12 * b2;
            c[j + 256] = c[j + 256] + a20 * b0 + a21 * b1 + a22 * b2;
            c[j + 384] = c[j + 384] + a30 * b0 + a31 * b1 + a32 * b2;
        }
    }

    private static void add2x128(double[] a, int p, int s, double[] b, double[] c) {
        double a00 = a[p];
        double a01 = a[p + 1];
        double a02 = a[p + 2];
        double a10 = a[p + s];
        double a11 = a[p + s + 1];
        double a12 = a[p + s + 2];
        for (int j = 0; j < 128; j++) {
            double b0 = b[j];
            double b1 = b[j + 128];
            double b2 = b[j + 256];
            c[j] = c[j] + a00 * b0 + a01 * b1 + a02 * b2;
            c[j + 128] = c[j + 128] + a10 * b0 + a11 * b1 + a12 * b2;
        }
    }

    private static void add1x128(double[] a, int p, double[] b, double[] c) {
        double a00 = a[p];
        double a01 = a[p + 1];
        double a02 = a[p + 2];
        for (int j = 0; j < 128; j++) {
            double b0 = b[j];
            double b1 = b[j + 128];
            double b2 = b[j + 256];
            c[j] = c[j] + a00 * b0 + a01 * b1 + a02 * b2;
        }
    }

    private static void add4x256(double[] a, int p, int s, double[] b, double[] c) {
        double a00 = a[p];
        double a01 = a[p + 1];
        double a02 = a[p + 2];
        double a10 = a[p + s];
        double a11 = a[p + s + 1];
        double a12 = a[p + s + 2];
        double a20 = a[p + 2 * s];
        double a21 = a[p + 2 * s + 1];
        double a22 = a[p + 2 * s + 2];
        double a30 = a[p + 3 * s];
        double a31 = a[p + 3 * s + 1];
        double a32 = a[p + 3 * s + 2];
        for (int j = 0; j < 256; j++) {
            double b0 = b[j];
            double b1 = b[j + 256];
            double b2 = b[j + 512];
            c[j] = c[j] + a00 * b0 + a01 * b1 + a02 * b2;
            c[j + 256] = c[j + 256] + a10 * b0 + a11 * b1 + a12 * b2;
            c[j + 512] = c[j + 512] + a20 * b0 + a21 * b1 + a22 * b2;
            c[j + 768] = c[j + 768] + a30 * b0 + a31 * b1 + a32 * b2;
        }
    }

    private static void add2x256(double[] a, int p, int s, double[] b, double[] c) {
        double a00 = a[p];
        double a01 = a[p + 1];
        double a02 = a[p + 2];
        double a10 = a[p + s];
        double a11 = a[p + s + 1];
        double a12 = a[p + s + 2];
        for (int j = 0; j < 256; j++) {
            double b0 = b[j];
            double b1 = b[j + 256];
            double b2 = b[j + 512];
            c[j] = c[j] + a00 * b0 + a01 * b1 + a02 * b2;
            c[j + 256] = c[j + 256] + a10 * b0 + a11 * b1 + a12 * b2;
        }
    }

    private static void add1x256(double[] a, int p, double[] b, double[] c) {
        double a00 = a[p];
        double a01 = a[p + 1];
        double a02 = a[p + 2];
        for (int j = 0; j < 256; j++) {
            double b0 = b[j];
            double b1 = b[j + 256];
            double b2 = b[j + 512];
            c[j] = c[j] + a00 * b0 + a01 * b1 + a02 * b2;
        }
    }
}
