package dev.adjoint.io;

import dev.adjoint.DataFormatException;

/** Makes an error of a place in a text, counted in characters, and a message. */
@FunctionalInterface
interface TextError {
    DataFormatException at(long character, String message);
}
