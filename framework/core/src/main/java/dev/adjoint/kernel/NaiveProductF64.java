package dev.adjoint.kernel;

/** The definition of the matrix product: {@code C[r, c]} is the sum over k of {@code A[r, k] B[k, c]}. */
@SuppressWarnings("cast")
final class NaiveProductF64 {
    private NaiveProductF64() {}

    static void multiply(MatrixF64 a, MatrixF64 b, double[] c, int offset, int stride, boolean accumulate) {
        int m = a.rows();
        int k = a.columns();
        int n = b.columns();
        double[] left = new double[m * k];
        double[] right = new double[k * n];
        a.copy(0, 0, m, k, left, 0, k);
        b.copy(0, 0, k, n, right, 0, n);
        for (int r = 0; r < m; r++) {
            for (int j = 0; j < n; j++) {
                @Wide double sum = accumulate ? c[offset + r * stride + j] : 0;
                for (int i = 0; i < k; i++) {
                    sum += (@Wide double) left[r * k + i] * right[i * n + j];
                }
                c[offset + r * stride + j] = (double) sum;
            }
        }
    }
}
