package dev.adjoint;

import java.util.Arrays;
import java.util.List;

/**
 * The axes that a reduction goes over, and whether they stay in the result with size 1.
 *
 * <pre>{@code
 * x.sum(Axes.of(1))           // [2, 3, 4] -> [2, 4]
 * x.sum(Axes.of(1).keep())    // [2, 3, 4] -> [2, 1, 4]
 * x.sum(Axes.all().keep())    // [2, 3, 4] -> [1, 1, 1]
 * }</pre>
 *
 * @param axes in any order, from the end if negative; none stands for all
 * @param kept whether reduced axes stay with size 1
 */
public record Axes(List<Integer> axes, boolean kept) {
    private static final Axes ALL = new Axes(List.of(), false);

    /**
     * Copies the list.
     *
     * @param axes in any order, from the end if negative; none stands for all
     * @param kept whether reduced axes stay with size 1
     */
    public Axes {
        axes = List.copyOf(axes);
    }

    /**
     * Some axes, which the result does not have.
     *
     * @param axes in any order, from the end if negative; none stands for all
     * @return the axes
     */
    public static Axes of(int... axes) {
        return new Axes(Arrays.stream(axes).boxed().toList(), false);
    }

    /**
     * All axes: the result is one number.
     *
     * @return the axes
     */
    public static Axes all() {
        return ALL;
    }

    /**
     * The same axes, which stay in the result with size 1.
     *
     * @return the changed axes
     */
    public Axes keep() {
        return new Axes(axes, true);
    }

    int[] toArray() {
        return axes.stream().mapToInt(Integer::intValue).toArray();
    }
}
