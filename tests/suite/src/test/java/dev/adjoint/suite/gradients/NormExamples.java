package dev.adjoint.suite.gradients;

import static dev.adjoint.suite.gradients.Example.positive;
import static dev.adjoint.suite.gradients.Example.spread;

import dev.adjoint.Shape;
import java.util.List;

/** Normalisations, with and without their affine step. */
final class NormExamples {
    private static final double EPS = 1e-5;

    private NormExamples() {}

    static List<Example> all() {
        return List.of(
                Example.ofAll(
                        "batch norm",
                        in -> in.get(0).batchNorm(in.get(1), in.get(2), EPS),
                        spread(3, 2, 2),
                        positive(2),
                        spread(2)),
                Example.of("batch norm, not affine", x -> x.batchNorm(null, null, EPS), spread(4, 2)),
                Example.ofAll(
                        "norm by given statistics",
                        in -> in.get(0).batchNorm(in.get(1), in.get(2), in.get(3), in.get(4), EPS),
                        spread(2, 2, 2),
                        spread(2),
                        positive(2),
                        spread(2),
                        spread(2)),
                Example.ofAll(
                        "instance norm",
                        in -> in.get(0).instanceNorm(in.get(1), in.get(2), EPS),
                        spread(2, 2, 3),
                        positive(2),
                        spread(2)),
                Example.ofAll(
                        "group norm",
                        in -> in.get(0).groupNorm(2, in.get(1), in.get(2), EPS),
                        spread(2, 4, 2),
                        positive(4),
                        spread(4)),
                Example.ofAll(
                        "layer norm",
                        in -> in.get(0).layerNorm(Shape.of(2, 3), in.get(1), in.get(2), EPS),
                        spread(2, 2, 3),
                        positive(2, 3),
                        spread(2, 3)));
    }
}
