package dev.adjoint.suite.conv;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ArbitrarySupplier;
import net.jqwik.api.Combinators;

/**
 * Convolutions of one to three dimensions with strides to 4, dilations to 3, groups, padding of each side by itself,
 * even kernels, rows left over by the stride, inputs smaller than their padding, and windows that lie in the padding
 * alone. They shrink towards one image of one channel, one axis, one cell.
 */
final class Geometries implements ArbitrarySupplier<Geometry> {
    @Override
    public Arbitrary<Geometry> get() {
        return Arbitraries.integers()
                .between(1, 3)
                .flatMap(rank -> Combinators.combine(
                                between(1, 2),
                                between(1, 3),
                                between(1, 2),
                                between(1, 2),
                                axes(rank == 3 ? 3 : 4).list().ofSize(rank))
                        .as(Geometry::new));
    }

    /** Axes whose padded input holds at least one window. */
    static Arbitrary<Geometry.Axis> axes(int largestKernel) {
        return Combinators.combine(
                        between(0, 4),
                        between(1, largestKernel),
                        between(1, 4),
                        between(1, 3),
                        between(0, 3),
                        between(0, 3))
                .as((room, kernel, stride, dilation, before, after) -> {
                    int least = Math.max(1, (kernel - 1) * dilation + 1 - before - after);
                    return new Geometry.Axis(least + room, kernel, stride, dilation, before, after);
                });
    }

    private static Arbitrary<Integer> between(int least, int most) {
        return Arbitraries.integers().between(least, most).shrinkTowards(least);
    }
}
