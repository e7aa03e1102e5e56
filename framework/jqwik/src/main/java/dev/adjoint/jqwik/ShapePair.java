package dev.adjoint.jqwik;

import dev.adjoint.Shape;
import dev.adjoint.ShapeException;

/**
 * Two shapes that broadcast to a common one by NumPy's rules. Axes are compared from the last one on. Their sizes are
 * equal, or one of them is 1 or missing.
 *
 * @param first a shape
 * @param second another shape
 */
public record ShapePair(Shape first, Shape second) {
    /**
     * Checks that the shapes broadcast.
     *
     * @param first a shape
     * @param second another shape
     * @throws ShapeException if they do not
     */
    public ShapePair {
        first.broadcast(second);
    }

    /**
     * The shape that both broadcast to.
     *
     * @return the common shape
     */
    public Shape common() {
        return first.broadcast(second);
    }

    /** The Java code of this pair. */
    @Override
    public String toString() {
        return "new ShapePair(" + JavaCode.of(first) + ", " + JavaCode.of(second) + ")";
    }
}
