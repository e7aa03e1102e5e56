package dev.adjoint;

/**
 * Elements in an order, and where they stood. Both have one shape.
 *
 * @param values the elements; gradients flow back to where they stood
 * @param indices the place of each along the axis that was sorted, from 0
 */
public record Sorted(Tensor values, IntArray indices) {}
