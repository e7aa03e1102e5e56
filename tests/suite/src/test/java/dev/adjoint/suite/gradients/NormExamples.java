package dev.adjoint.suite.gradients;

import static dev.adjoint.suite.gradients.Example.positive;
import static dev.adjoint.suite.gradients.Example.spread;

import dev.adjoint.Shape;
import dev.adjoint.op.Norms;
import java.util.List;

/** Normalisations, with and without their affine step. */
final class NormExamples {
    private static final double EPS = 1e-5;

    private NormExamples() {}

    static List<Example> all() {
        return List.of(
                Example.ofAll(
                        "batch norm",
                        in -> Norms.batchNorm(in.get(0), in.get(1), in.get(2), EPS)
                                .output(),
                        spread(3, 2, 2),
                        positive(2),
                        spread(2)),
                Example.of(
                        "batch norm, not affine",
                        x -> Norms.batchNorm(x, null, null, EPS).output(),
                        spread(4, 2)),
                Example.ofAll(
                        "norm by given statistics",
                        in -> Norms.withStatistics(in.get(0), in.get(1), in.get(2), in.get(3), in.get(4), EPS),
                        spread(2, 2, 2),
                        spread(2),
                        positive(2),
                        spread(2),
                        spread(2)),
                Example.ofAll(
                        "instance norm",
                        in -> Norms.instanceNorm(in.get(0), in.get(1), in.get(2), EPS)
                                .output(),
                        spread(2, 2, 3),
                        positive(2),
                        spread(2)),
                Example.ofAll(
                        "group norm",
                        in -> Norms.groupNorm(in.get(0), 2, in.get(1), in.get(2), EPS),
                        spread(2, 4, 2),
                        positive(4),
                        spread(4)),
                Example.ofAll(
                        "layer norm",
                        in -> Norms.layerNorm(in.get(0), Shape.of(2, 3), in.get(1), in.get(2), EPS),
                        spread(2, 2, 3),
                        positive(2, 3),
                        spread(2, 3)));
    }
}
