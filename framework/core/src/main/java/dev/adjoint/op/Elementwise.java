package dev.adjoint.op;

import dev.adjoint.Op;

/**
 * An operation of which each element of the output depends only on the elements at the same place of the inputs, after
 * these were broadcast to one shape.
 */
public interface Elementwise extends Op {}
