package dev.adjoint.suite.reference;

import dev.adjoint.array.DType;

/** How far a result may be from PyTorch's float64 number b, as a multiple of max(1, |b|). */
final class Tolerance {
    private Tolerance() {}

    static double of(String op, DType dtype) {
        return dtype == DType.FLOAT64 ? 1e-9 : 1e-5;
    }
}
