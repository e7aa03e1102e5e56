package dev.adjoint.file;

import dev.adjoint.DataFormatException;

/** Makes an error from a place in a text, counted in characters, and a message. */
@FunctionalInterface
public interface TextError {
    DataFormatException at(long character, String message);
}
