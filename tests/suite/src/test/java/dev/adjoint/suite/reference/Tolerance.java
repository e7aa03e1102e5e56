package dev.adjoint.suite.reference;

import dev.adjoint.DType;

/**
 * How far a result may be from PyTorch's float64 number b, as a multiple of max(1, |b|).
 *
 * <p>float64: two code paths of PyTorch differ by 6e-15; 1e-9 leaves room for other orders of summation, and no error
 * of a formula is that small.
 *
 * <p>float32: inputs are exact, each number that is written is rounded once, by at most 2^-24 = 6e-8 of its size, and
 * sums are kept in double in between. An operation and its gradient write a result in a few steps, of numbers that are
 * rarely more than ten times as large as the result: 1e-5 allows 168 roundings of its size. PyTorch in float32 needs up
 * to 3e-7 on the shipped data; the two definitions closest to each other, gelu and its approximation, differ by 5e-4.
 *
 * <p>Norms divide by the deviation of their input. Where its elements lie close together, the rounding of their mean is
 * magnified by |x| / deviation, and by its square in the gradient (PyTorch in float32 needs 4e-6). Gradients of
 * gradients sum products of results that were rounded before. Both get ten times as much.
 */
final class Tolerance {
    private Tolerance() {}

    static double of(String op, DType dtype) {
        if (dtype == DType.FLOAT64) {
            return 1e-9;
        }
        return op.matches("(batch|layer|group|instance)_norm|.*_double") ? 1e-4 : 1e-5;
    }
}
