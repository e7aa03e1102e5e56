package dev.adjoint.backend;

/** Matrix products by the definition: {@code C[r, c]} is the sum over k of {@code A[r, k] B[k, c]}. */
public final class NaiveBackend implements Backend {
    @Override
    public String name() {
        return "naive";
    }

    @Override
    public int priority() {
        return -1;
    }

    @Override
    public ServicesF32 f32() {
        return () -> NaiveBackend::multiply;
    }

    @Override
    public ServicesF64 f64() {
        return () -> NaiveBackend::multiply;
    }

    /** Computes {@code C = A B} in double, or adds it to C. */
    public static void multiply(MatrixF64 a, MatrixF64 b, double[] c, int offset, int stride, boolean accumulate) {
        int k = a.columns();
        int n = b.columns();
        double[] left = new double[a.rows() * k];
        double[] right = new double[k * n];
        a.copy(0, 0, a.rows(), k, left, 0, k);
        b.copy(0, 0, k, n, right, 0, n);
        for (int r = 0; r < a.rows(); r++) {
            for (int j = 0; j < n; j++) {
                double sum = accumulate ? c[offset + r * stride + j] : 0;
                for (int i = 0; i < k; i++) {
                    sum += left[r * k + i] * right[i * n + j];
                }
                c[offset + r * stride + j] = sum;
            }
        }
    }

    /** Computes {@code C = A B} in float, or adds it to C. */
    public static void multiply(MatrixF32 a, MatrixF32 b, float[] c, int offset, int stride, boolean accumulate) {
        int k = a.columns();
        int n = b.columns();
        float[] left = new float[a.rows() * k];
        float[] right = new float[k * n];
        a.copy(0, 0, a.rows(), k, left, 0, k);
        b.copy(0, 0, k, n, right, 0, n);
        for (int r = 0; r < a.rows(); r++) {
            for (int j = 0; j < n; j++) {
                double sum = accumulate ? c[offset + r * stride + j] : 0;
                for (int i = 0; i < k; i++) {
                    sum += (double) left[r * k + i] * right[i * n + j];
                }
                c[offset + r * stride + j] = (float) sum;
            }
        }
    }
}
