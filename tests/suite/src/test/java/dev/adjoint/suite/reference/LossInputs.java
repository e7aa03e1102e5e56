package dev.adjoint.suite.reference;

import dev.adjoint.IntArray;
import dev.adjoint.Tensor;

/** The inputs of a loss: its settings, the output {@code x}, the {@code target} and perhaps weights. */
interface LossInputs {
    Attributes attrs();

    boolean has(String input);

    /** Whether an input holds integers rather than floating-point numbers. */
    boolean isInteger(String input);

    Tensor tensor(String input);

    IntArray integers(String input);
}
