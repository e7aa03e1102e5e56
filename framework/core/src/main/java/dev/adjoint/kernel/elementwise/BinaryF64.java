package dev.adjoint.kernel.elementwise;

/**
 * A function of two numbers, applied to ranges of arrays. The three loops use one index for all their arrays: only then
 * does the JVM's compiler turn them into vector instructions.
 */
public interface BinaryF64 {
    /** The function itself. */
    double at(double a, double b);

    /** Writes {@code y[i] = f(a[i], b[i])} for {@code from <= i < to}. */
    void arrays(double[] a, double[] b, double[] y, int from, int to);

    /** Writes {@code y[i] = f(a[i], b)} for {@code from <= i < to}. */
    void arrayScalar(double[] a, double b, double[] y, int from, int to);

    /** Writes {@code y[i] = f(a, b[i])} for {@code from <= i < to}. */
    void scalarArray(double a, double[] b, double[] y, int from, int to);

    /** Applies the function over a broadcast, row by row of its innermost axis. */
    default void broadcast(Broadcast plan, double[] a, double[] b, double[] y, int fromRow, int toRow) {
        int n = plan.rowLength();
        for (int row = fromRow; row < toRow; row++) {
            int from = row * n;
            int aFrom = plan.aOffset(row);
            int bFrom = plan.bOffset(row);
            int aStep = plan.aStep();
            int bStep = plan.bStep();
            if (bStep == 0 && aStep == 1 && aFrom == from) {
                arrayScalar(a, b[bFrom], y, from, from + n);
            } else if (aStep == 0 && bStep == 1 && bFrom == from) {
                scalarArray(a[aFrom], b, y, from, from + n);
            } else if (aStep == 1 && bStep == 1 && aFrom == from && bFrom == from) {
                arrays(a, b, y, from, from + n);
            } else {
                for (int i = 0; i < n; i++) {
                    y[from + i] = at(a[aFrom + i * aStep], b[bFrom + i * bStep]);
                }
            }
        }
    }
}
