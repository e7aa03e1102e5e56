package dev.adjoint.suite.gradients;

import static dev.adjoint.suite.gradients.Example.positive;
import static dev.adjoint.suite.gradients.Example.spread;

import dev.adjoint.Axes;
import dev.adjoint.Tensor;
import dev.adjoint.op.MatMul;
import java.util.List;

/** Operations that sum over axes: reductions and matrix products. */
final class ReductionExamples {
    private ReductionExamples() {}

    static List<Example> all() {
        return List.of(
                Example.of("sum over all", x -> x.sum(), spread(2, 3)),
                Example.of("sum over the outer axes", x -> x.sum(Axes.of(2, 0).keep()), spread(2, 3, 2)),
                Example.of("mean over the middle", x -> x.mean(1), spread(2, 3, 2)),
                Example.of("variance", x -> x.var(1, Axes.of(-1)), spread(2, 4)),
                Example.of("biased variance", x -> x.var(0, Axes.all().keep()), spread(2, 3)),
                Example.of("standard deviation", x -> x.std(1, Axes.of(0).keep()), spread(4, 2)),
                Example.of("max", x -> x.max(1), spread(2, 3, 2)),
                Example.of("min over two axes", x -> x.min(Axes.of(0, 2).keep()), spread(2, 3, 2)),
                Example.of("log sum exp", x -> x.logsumexp(0, 1), spread(2, 3, 2)),
                Example.of("sums kept", x -> x.sum(Axes.of(1).keep()), spread(2, 3)),
                Example.of("mean of some", x -> x.mean(0), spread(2, 3)),
                Example.of("means kept", x -> x.mean(Axes.all().keep()), spread(2, 3)),
                Example.of("variance of all", x -> x.var(), spread(5)),
                Example.of("standard deviation of all", x -> x.std(), spread(5)),
                Example.of("maxima kept", x -> x.max(Axes.of(1).keep()), spread(2, 3)),
                Example.of("minimum of all", x -> x.min(), spread(2, 3)),
                Example.of("log sum exp, kept", x -> x.logsumexp(Axes.of(1).keep()), spread(2, 3)),
                Example.of("Euclidean norm", x -> x.norm(1), spread(2, 3)),
                Example.of("norm of order 3, kept", x -> x.norm(3, Axes.of(0).keep()), spread(3, 2)),
                Example.of("norm of order 1", x -> x.norm(1, Axes.of(0)), spread(3, 2)),
                Example.of("norm of order 1/2", x -> x.norm(0.5, Axes.all()), spread(4)),
                Example.of("norm of order infinity", x -> x.norm(Double.POSITIVE_INFINITY, Axes.of(1)), spread(2, 3)),
                Example.of(
                        "norm of negative infinity", x -> x.norm(Double.NEGATIVE_INFINITY, Axes.of(1)), spread(2, 3)),
                Example.of("product", x -> x.prod(1), spread(2, 3)),
                Example.of("product over all", x -> x.prod(Axes.all().keep()), positive(2, 2)),
                Example.ofAll(
                        "linear with bias",
                        in -> in.get(0).linear(in.get(1), in.get(2)),
                        spread(2, 2, 3),
                        spread(4, 3),
                        spread(4)),
                Example.of("linear", (x, w) -> x.linear(w, null), spread(3), spread(2, 3)),
                Example.of("matmul of matrices", Tensor::matmul, spread(2, 3), spread(3, 4)),
                Example.of("matmul of batches", Tensor::matmul, spread(2, 1, 2, 3), spread(3, 3, 2)),
                Example.of("matmul of a batch and a matrix", Tensor::matmul, spread(2, 2, 3), spread(3, 2)),
                Example.of("matmul of a matrix and a batch", Tensor::matmul, spread(2, 3), spread(2, 3, 2)),
                Example.of("matmul of a vector and a matrix", Tensor::matmul, spread(3), spread(3, 2)),
                Example.of("matmul of a batch and a vector", Tensor::matmul, spread(2, 2, 3), spread(3)),
                Example.of("matmul of vectors", Tensor::matmul, spread(3), spread(3)),
                Example.of(
                        "einsum, a contraction",
                        (a, b) -> Tensor.einsum("bik,bkj->ij", a, b),
                        spread(2, 2, 3),
                        spread(2, 3, 2)),
                Example.of("einsum, a diagonal", a -> Tensor.einsum("iij->j", a), spread(3, 3, 2)),
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
