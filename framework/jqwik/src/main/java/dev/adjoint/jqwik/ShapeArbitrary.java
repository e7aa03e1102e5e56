package dev.adjoint.jqwik;

import dev.adjoint.ArgumentException;
import dev.adjoint.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Shapes. By default they have up to 4 axes of 1 to 4 cells, and at most 64 elements. They shrink to fewer and shorter
 * axes. Edge cases are the smallest shape, the largest rank with the shortest axes, and the largest shape.
 */
public final class ShapeArbitrary extends DrawnArbitrary<Shape, ShapeArbitrary> {
    static final int MIN_RANK = 0;
    static final int MAX_RANK = 4;
    static final int MIN_DIM = 1;
    static final int MAX_DIM = 4;
    static final int MAX_SIZE = 64;

    private int minRank = MIN_RANK;
    private int maxRank = MAX_RANK;
    private int minDim = MIN_DIM;
    private int maxDim = MAX_DIM;
    private int maxSize = MAX_SIZE;
    private Optional<Shape> only = Optional.empty();

    ShapeArbitrary() {}

    /** A single shape. */
    static ShapeArbitrary of(Shape only) {
        ShapeArbitrary shapes = new ShapeArbitrary();
        shapes.only = Optional.of(only);
        return shapes;
    }

    /**
     * Sets the number of axes.
     *
     * @param exactly the number
     * @return the changed shapes
     * @throws ArgumentException if the number is negative
     */
    public ShapeArbitrary rank(int exactly) {
        return rank(exactly, exactly);
    }

    /**
     * Sets the number of axes.
     *
     * @param least the smallest number, at least 0
     * @param most the largest number
     * @return the changed shapes
     * @throws ArgumentException if the least is negative or above the most
     */
    public ShapeArbitrary rank(int least, int most) {
        Require.range("rank", 0, least, most);
        ShapeArbitrary changed = copy();
        changed.minRank = least;
        changed.maxRank = most;
        return changed;
    }

    /**
     * Sets the cells along an axis.
     *
     * @param least the smallest number; 0 gives shapes without elements too
     * @param most the largest number
     * @return the changed shapes
     * @throws ArgumentException if the least is negative or above the most
     */
    public ShapeArbitrary dims(int least, int most) {
        Require.range("dims", 0, least, most);
        ShapeArbitrary changed = copy();
        changed.minDim = least;
        changed.maxDim = most;
        return changed;
    }

    /**
     * Sets the largest number of elements. If even the shortest axes give more elements, the shapes have more.
     *
     * @param most the largest number, at least 1
     * @return the changed shapes
     * @throws ArgumentException if it is below 1
     */
    public ShapeArbitrary maxSize(int most) {
        ShapeArbitrary changed = copy();
        changed.maxSize = Require.atLeast("maximal size", 1, most);
        return changed;
    }

    @Override
    Shape draw(Choices choices) {
        return Shape.of(dims(choices, () -> {}));
    }

    /** The sizes. After each size, {@code afterEach} may make further choices about the axis. */
    int[] dims(Choices choices, Runnable afterEach) {
        if (only.isPresent()) {
            return only.get().dims();
        }
        int[] room = {maxSize};
        return choices
                .list(minRank, maxRank, () -> {
                    int dim = choices.between(minDim, Math.max(minDim, Math.min(maxDim, room[0])));
                    room[0] /= Math.max(1, dim);
                    afterEach.run();
                    return dim;
                })
                .stream()
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** These shapes with at most the given number of elements. A single fixed shape does not change. */
    ShapeArbitrary fitting(int size) {
        return only.isPresent() || maxSize <= size ? this : maxSize(Math.max(1, size));
    }

    /** The largest number of elements that the settings ask for. */
    int largestSize() {
        return only.map(Shape::size).orElse(maxSize);
    }

    /** An array's shape and elements. */
    record Filled<E>(Shape shape, List<E> elements) {}

    /** A shape, and the elements of an array of that shape, of which slices may be left out. */
    <E> Filled<E> filled(Choices choices, Function<Shape, Supplier<E>> filling) {
        List<Integer> sizes = new ArrayList<>();
        Shape shape = Shape.of(dims(choices, () -> sizes.add(choices.position() - 1)));
        Supplier<E> next = filling.apply(shape);
        int[] starts = new int[shape.size() + 1];
        List<E> elements = new ArrayList<>();
        for (int i = 0; i < shape.size(); i++) {
            starts[i] = choices.position();
            elements.add(next.get());
        }
        starts[shape.size()] = choices.position();
        for (int axis = 0; axis < sizes.size(); axis++) {
            for (int k = 0; k < shape.dim(axis); k++) {
                choices.mayOmit(sizes.get(axis), slice(shape, axis, k, starts));
            }
        }
        return new Filled<>(shape, elements);
    }

    /** The choices of the elements with index k along an axis. */
    private static BitSet slice(Shape shape, int axis, int k, int[] starts) {
        int stride = shape.strides()[axis];
        BitSet choices = new BitSet();
        for (int i = 0; i < shape.size(); i++) {
            if (i / stride % shape.dim(axis) == k) {
                choices.set(starts[i], starts[i + 1]);
            }
        }
        return choices;
    }

    @Override
    List<int[]> edges() {
        int[] largest = new int[1 + maxRank];
        Arrays.fill(largest, Integer.MAX_VALUE);
        int[] thin = {Integer.MAX_VALUE};
        return List.of(new int[0], thin, largest);
    }
}
