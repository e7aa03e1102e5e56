package dev.adjoint.kernel.elementwise;

/** The functions of two numbers behind the elementwise operations. */
@SuppressWarnings("cast")
public final class ArithmeticF64 {
    /** The sum. */
    public static final BinaryF64 ADD = new BinaryF64() {
        @Override
        public double at(double a, double b) {
            return a + b;
        }

        @Override
        public void arrays(double[] a, double[] b, double[] y, int from, int to) {
            for (int i = from; i < to; i++) {
                y[i] = a[i] + b[i];
            }
        }

        @Override
        public void arrayScalar(double[] a, double b, double[] y, int from, int to) {
            for (int i = from; i < to; i++) {
                y[i] = a[i] + b;
            }
        }

        @Override
        public void scalarArray(double a, double[] b, double[] y, int from, int to) {
            for (int i = from; i < to; i++) {
                y[i] = a + b[i];
            }
        }
    };

    /** The difference. */
    public static final BinaryF64 SUB = new BinaryF64() {
        @Override
        public double at(double a, double b) {
            return a - b;
        }

        @Override
        public void arrays(double[] a, double[] b, double[] y, int from, int to) {
            for (int i = from; i < to; i++) {
                y[i] = a[i] - b[i];
            }
        }

        @Override
        public void arrayScalar(double[] a, double b, double[] y, int from, int to) {
            for (int i = from; i < to; i++) {
                y[i] = a[i] - b;
            }
        }

        @Override
        public void scalarArray(double a, double[] b, double[] y, int from, int to) {
            for (int i = from; i < to; i++) {
                y[i] = a - b[i];
            }
        }
    };

    /** The product. */
    public static final BinaryF64 MUL = new BinaryF64() {
        @Override
        public double at(double a, double b) {
            return a * b;
        }

        @Override
        public void arrays(double[] a, double[] b, double[] y, int from, int to) {
            for (int i = from; i < to; i++) {
                y[i] = a[i] * b[i];
            }
        }

        @Override
        public void arrayScalar(double[] a, double b, double[] y, int from, int to) {
            for (int i = from; i < to; i++) {
                y[i] = a[i] * b;
            }
        }

        @Override
        public void scalarArray(double a, double[] b, double[] y, int from, int to) {
            for (int i = from; i < to; i++) {
                y[i] = a * b[i];
            }
        }
    };

    /** The quotient. */
    public static final BinaryF64 DIV = new BinaryF64() {
        @Override
        public double at(double a, double b) {
            return a / b;
        }

        @Override
        public void arrays(double[] a, double[] b, double[] y, int from, int to) {
            for (int i = from; i < to; i++) {
                y[i] = a[i] / b[i];
            }
        }

        @Override
        public void arrayScalar(double[] a, double b, double[] y, int from, int to) {
            for (int i = from; i < to; i++) {
                y[i] = a[i] / b;
            }
        }

        @Override
        public void scalarArray(double a, double[] b, double[] y, int from, int to) {
            for (int i = from; i < to; i++) {
                y[i] = a / b[i];
            }
        }
    };

    /** The larger; NaN if either is. */
    public static final BinaryF64 MAX = new BinaryF64() {
        @Override
        public double at(double a, double b) {
            return Math.max(a, b);
        }

        @Override
        public void arrays(double[] a, double[] b, double[] y, int from, int to) {
            for (int i = from; i < to; i++) {
                y[i] = Math.max(a[i], b[i]);
            }
        }

        @Override
        public void arrayScalar(double[] a, double b, double[] y, int from, int to) {
            for (int i = from; i < to; i++) {
                y[i] = Math.max(a[i], b);
            }
        }

        @Override
        public void scalarArray(double a, double[] b, double[] y, int from, int to) {
            for (int i = from; i < to; i++) {
                y[i] = Math.max(a, b[i]);
            }
        }
    };

    /** The smaller; NaN if either is. */
    public static final BinaryF64 MIN = new BinaryF64() {
        @Override
        public double at(double a, double b) {
            return Math.min(a, b);
        }

        @Override
        public void arrays(double[] a, double[] b, double[] y, int from, int to) {
            for (int i = from; i < to; i++) {
                y[i] = Math.min(a[i], b[i]);
            }
        }

        @Override
        public void arrayScalar(double[] a, double b, double[] y, int from, int to) {
            for (int i = from; i < to; i++) {
                y[i] = Math.min(a[i], b);
            }
        }

        @Override
        public void scalarArray(double a, double[] b, double[] y, int from, int to) {
            for (int i = from; i < to; i++) {
                y[i] = Math.min(a, b[i]);
            }
        }
    };

    /** The first to the power of the second. */
    public static final BinaryF64 POW = new BinaryF64() {
        @Override
        public double at(double a, double b) {
            return (double) Math.pow(a, b);
        }

        @Override
        public void arrays(double[] a, double[] b, double[] y, int from, int to) {
            for (int i = from; i < to; i++) {
                y[i] = (double) Math.pow(a[i], b[i]);
            }
        }

        @Override
        public void arrayScalar(double[] a, double b, double[] y, int from, int to) {
            for (int i = from; i < to; i++) {
                y[i] = (double) Math.pow(a[i], b);
            }
        }

        @Override
        public void scalarArray(double a, double[] b, double[] y, int from, int to) {
            for (int i = from; i < to; i++) {
                y[i] = (double) Math.pow(a, b[i]);
            }
        }
    };

    /** 1 where the first is larger, 1/2 where they are equal, else 0. */
    public static final BinaryF64 SHARE = new BinaryF64() {
        @Override
        public double at(double a, double b) {
            return a > b ? 1 : a == b ? (double) 0.5 : 0;
        }

        @Override
        public void arrays(double[] a, double[] b, double[] y, int from, int to) {
            for (int i = from; i < to; i++) {
                y[i] = a[i] > b[i] ? 1 : a[i] == b[i] ? (double) 0.5 : 0;
            }
        }

        @Override
        public void arrayScalar(double[] a, double b, double[] y, int from, int to) {
            for (int i = from; i < to; i++) {
                y[i] = a[i] > b ? 1 : a[i] == b ? (double) 0.5 : 0;
            }
        }

        @Override
        public void scalarArray(double a, double[] b, double[] y, int from, int to) {
            for (int i = from; i < to; i++) {
                y[i] = a > b[i] ? 1 : a == b[i] ? (double) 0.5 : 0;
            }
        }
    };

    private ArithmeticF64() {}
}
