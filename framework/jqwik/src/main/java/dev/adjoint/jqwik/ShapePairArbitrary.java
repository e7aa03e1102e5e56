package dev.adjoint.jqwik;

import dev.adjoint.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Pairs of shapes that broadcast. An axis of the common shape has its full size in both, or size 1 in one of them. One
 * of the two may lack leading axes. Pairs shrink to equal, small shapes.
 */
public final class ShapePairArbitrary extends DrawnArbitrary<ShapePair, ShapePairArbitrary> {
    private ShapeArbitrary common = new ShapeArbitrary();

    ShapePairArbitrary() {}

    /**
     * Sets the shapes that the pairs broadcast to.
     *
     * @param shapes the common shapes
     * @return the changed pairs
     */
    public ShapePairArbitrary common(ShapeArbitrary shapes) {
        ShapePairArbitrary changed = copy();
        changed.common = shapes;
        return changed;
    }

    @Override
    ShapePair draw(Choices choices) {
        List<Integer> repeated = new ArrayList<>();
        int[] first = common.dims(choices, () -> repeated.add(choices.upTo(2)));
        int[] second = first.clone();
        for (int i = 0; i < first.length; i++) {
            switch (repeated.get(i)) {
                case 1 -> second[i] = 1;
                case 2 -> first[i] = 1;
                default -> {}
            }
        }
        Shape whole = Shape.of(first);
        int missing = choices.upTo(first.length);
        Shape rest = Shape.of(Arrays.copyOfRange(second, missing, second.length));
        return choices.upTo(1) == 0 ? new ShapePair(whole, rest) : new ShapePair(rest, whole);
    }

    @Override
    List<int[]> edges() {
        return common.edges();
    }
}
