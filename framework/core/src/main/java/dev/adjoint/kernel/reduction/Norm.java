package dev.adjoint.kernel.reduction;

import dev.adjoint.DType;
import dev.adjoint.NDArray;
import dev.adjoint.backend.Parallel;
import java.util.List;

/** The norm of several arrays together. */
public final class Norm {
    /** The longest stretch whose powers are added up in one go. */
    private static final int BLOCK = 1 << 14;

    private Norm() {}

    /**
     * The p-norm {@code (sum |x|^p)^(1/p)} over all elements, with magnitudes scaled by the largest so that nothing
     * overflows.
     */
    public static double of(List<NDArray> arrays, double p) {
        double largest = 0;
        for (NDArray x : arrays) {
            largest = Math.max(largest, largest(x));
        }
        if (p == Double.POSITIVE_INFINITY || largest == 0 || !(largest < Double.POSITIVE_INFINITY)) {
            return largest;
        }
        double sum = 0;
        for (NDArray x : arrays) {
            sum += sumOfPowers(x, largest, p);
        }
        return largest * Math.pow(sum, 1 / p);
    }

    private static double largest(NDArray x) {
        return x.dtype() == DType.FLOAT32 ? NormF32.largest(x.floats()) : NormF64.largest(x.doubles());
    }

    private static double sumOfPowers(NDArray x, double scale, double p) {
        double[] sums = new double[(x.size() + BLOCK - 1) / BLOCK];
        Parallel.pieces(sums.length, b -> {
            int from = b * BLOCK;
            int to = Math.min(x.size(), from + BLOCK);
            sums[b] = x.dtype() == DType.FLOAT32
                    ? NormF32.sumOfPowers(x.floats(), scale, p, from, to)
                    : NormF64.sumOfPowers(x.doubles(), scale, p, from, to);
        });
        double sum = 0;
        for (double part : sums) {
            sum += part;
        }
        return sum;
    }
}
