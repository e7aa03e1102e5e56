package dev.adjoint.suite.gradients;

import static dev.adjoint.suite.gradients.Example.positive;
import static dev.adjoint.suite.gradients.Example.spread;

import dev.adjoint.Tensor;
import dev.adjoint.op.Einsum;
import dev.adjoint.op.MatMul;
import dev.adjoint.op.Reductions;
import java.util.List;

/** Operations that sum over axes: reductions and matrix products. */
final class ReductionExamples {
    private ReductionExamples() {}

    static List<Example> all() {
        return List.of(
                Example.of("sum over all", x -> Reductions.sum(x, false), spread(2, 3)),
                Example.of("sum over the outer axes", x -> Reductions.sum(x, true, 2, 0), spread(2, 3, 2)),
                Example.of("mean over the middle", x -> Reductions.mean(x, false, 1), spread(2, 3, 2)),
                Example.of("variance", x -> Reductions.var(x, 1, false, -1), spread(2, 4)),
                Example.of("biased variance", x -> Reductions.var(x, 0, true), spread(2, 3)),
                Example.of("standard deviation", x -> Reductions.std(x, 1, true, 0), spread(4, 2)),
                Example.of("max", x -> Reductions.max(x, false, 1), spread(2, 3, 2)),
                Example.of("min over two axes", x -> Reductions.min(x, true, 0, 2), spread(2, 3, 2)),
                Example.of("log sum exp", x -> Reductions.logsumexp(x, false, 0, 1), spread(2, 3, 2)),
                Example.of("product", x -> Reductions.prod(x, false, 1), spread(2, 3)),
                Example.of("product over all", x -> Reductions.prod(x, true), positive(2, 2)),
                Example.of("matmul of matrices", MatMul::matmul, spread(2, 3), spread(3, 4)),
                Example.of("matmul of batches", MatMul::matmul, spread(2, 1, 2, 3), spread(3, 3, 2)),
                Example.of("matmul of a batch and a matrix", MatMul::matmul, spread(2, 2, 3), spread(3, 2)),
                Example.of("matmul of a matrix and a batch", MatMul::matmul, spread(2, 3), spread(2, 3, 2)),
                Example.of("matmul of a vector and a matrix", MatMul::matmul, spread(3), spread(3, 2)),
                Example.of("matmul of a batch and a vector", MatMul::matmul, spread(2, 2, 3), spread(3)),
                Example.of("matmul of vectors", MatMul::matmul, spread(3), spread(3)),
                Example.of(
                        "einsum, a contraction",
                        (a, b) -> Einsum.einsum("bik,bkj->ij", a, b),
                        spread(2, 2, 3),
                        spread(2, 3, 2)),
                Example.of("einsum, a diagonal", a -> Einsum.einsum("iij->j", a), spread(3, 3, 2)),
                Example.of(
                        "matmul, left transposed",
                        (a, b) -> product(true, false, a, b),
                        spread(2, 3, 2),
                        spread(2, 3, 4)),
                Example.of(
                        "matmul, right transposed",
                        (a, b) -> product(false, true, a, b),
                        spread(2, 2, 3),
                        spread(2, 4, 3)),
                Example.of(
                        "matmul, both transposed",
                        (a, b) -> product(true, true, a, b),
                        spread(2, 3, 2),
                        spread(1, 4, 3)));
    }

    private static Tensor product(boolean transposeA, boolean transposeB, Tensor a, Tensor b) {
        return new MatMul(transposeA, transposeB).apply(a, b);
    }
}
