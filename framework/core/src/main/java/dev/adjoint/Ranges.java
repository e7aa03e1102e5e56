package dev.adjoint;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/** Arrays whose elements follow from their places. */
final class Ranges {
    private Ranges() {}

    static NDArray arange(DType dtype, double start, double stop, double step) {
        double n = Math.ceil((stop - start) / step);
        if (!(n >= 0 && n <= Integer.MAX_VALUE)) {
            throw new ArgumentException("arange: expected steps that lead from start to stop, got start " + start
                    + ", stop " + stop + ", step " + step);
        }
        return filled(dtype, (int) n, i -> start + i * step);
    }

    static NDArray linspace(DType dtype, double first, double last, int n) {
        if (n < 0) {
            throw new ArgumentException("linspace: expected at least 0 numbers, got " + n);
        }
        double step = n > 1 ? (last - first) / (n - 1) : 0;
        return filled(dtype, n, i -> i < n / 2 || n == 1 ? first + i * step : last - (n - 1 - i) * step);
    }

    static NDArray eye(DType dtype, int n) {
        NDArray result = NDArray.zeros(dtype, Shape.of(n, n));
        for (int i = 0; i < n; i++) {
            result.set(i * n + i, 1);
        }
        return result;
    }

    private static NDArray filled(DType dtype, int n, IntToDoubleFunction element) {
        return MemoryException.guard(() -> dtype + "[" + n + "]", () -> {
            double[] elements = new double[n];
            Arrays.setAll(elements, element);
            return NDArray.wrap(Shape.of(n), elements).to(dtype);
        });
    }
}
