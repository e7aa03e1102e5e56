package dev.adjoint.op;

import dev.adjoint.Op;

/**
 * An operation that is linear in its inputs, up to a constant: its gradient is the same everywhere, and is computed
 * without the values of inputs and output.
 */
interface LinearMap extends Op {
    @Override
    default boolean needsInput(int i) {
        return false;
    }

    @Override
    default boolean needsOutput() {
        return false;
    }
}
