package dev.adjoint.jqwik;

import dev.adjoint.ArgumentException;
import dev.adjoint.IntArray;
import dev.adjoint.Shape;
import java.util.Arrays;
import java.util.List;

/**
 * Labels: classes from 0 to one below their number. By default there are 3 classes and 1 to 4 samples. Labels shrink to
 * fewer labels and to class 0. The edge cases are a single label of the first class, and labels that are all of the
 * last class.
 */
public final class LabelArbitrary extends DrawnArbitrary<IntArray, LabelArbitrary> {
    static final int CLASSES = 3;
    static final int MAX_SAMPLES = 4;

    private int classes = CLASSES;
    private ShapeArbitrary shapes = new ShapeArbitrary().rank(1).dims(1, MAX_SAMPLES);

    LabelArbitrary() {}

    /**
     * Sets the number of classes.
     *
     * @param number at least 1
     * @return the changed labels
     * @throws ArgumentException if it is below 1
     */
    public LabelArbitrary classes(int number) {
        LabelArbitrary changed = copy();
        changed.classes = Require.atLeast("classes", 1, number);
        return changed;
    }

    /**
     * Sets the shape.
     *
     * @param dims the sizes, the same for all; {@code [n]} for one label a sample
     * @return the changed labels
     */
    public LabelArbitrary shape(int... dims) {
        return shape(ShapeArbitrary.of(Shape.of(dims)));
    }

    /**
     * Sets the shapes.
     *
     * @param various the source of the shapes
     * @return the changed labels
     */
    public LabelArbitrary shape(ShapeArbitrary various) {
        LabelArbitrary changed = copy();
        changed.shapes = various;
        return changed;
    }

    @Override
    IntArray draw(Choices choices) {
        var filled = shapes.filled(choices, shape -> () -> choices.upTo(classes - 1));
        int[] labels = filled.elements().stream().mapToInt(Integer::intValue).toArray();
        return IntArray.wrap(filled.shape(), labels);
    }

    @Override
    List<int[]> edges() {
        int[] last = new int[64];
        Arrays.fill(last, Integer.MAX_VALUE);
        return List.of(new int[0], last);
    }
}
