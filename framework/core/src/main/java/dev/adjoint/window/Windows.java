package dev.adjoint.window;

import java.util.Optional;

/**
 * Windows along one axis, as pooling sees them. The cells of a window that lie inside the input are evenly spaced, from
 * {@link #first} to before {@link #end}.
 */
public sealed interface Windows permits Axis, AdaptiveAxis {
    /**
     * The cells of the input.
     *
     * @return how many
     */
    int input();

    /**
     * The number of windows.
     *
     * @return how many
     */
    int output();

    /**
     * The distance of neighbouring cells of a window.
     *
     * @return at least 1
     */
    int dilation();

    /**
     * The first cell of a window that lies inside the input.
     *
     * @param o which window
     * @return the input cell; {@link #end} or a later one if there is none
     */
    int first(int o);

    /**
     * A bound behind the last cell of a window that lies inside the input.
     *
     * @param o which window
     * @return at most {@code input}
     */
    int end(int o);

    /**
     * The number of cells of a window that lie inside the input or its padding. Cells beyond the end of the padded
     * input do not count.
     *
     * @param o which window
     * @return at least the number of cells inside the input
     */
    int padded(int o);

    /**
     * The windows as an axis, if all have the same size and the same distance from the next.
     *
     * @return the axis, or empty if sizes or distances differ
     */
    Optional<Axis> sliding();
}
