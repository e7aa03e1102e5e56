package dev.adjoint;

/**
 * A layer that is running, and those around it.
 *
 * @param outer the one around it, or null
 * @param name the name under which that one knows it
 */
record Frame(Frame outer, String name) {
    /** The names from the outermost layer inwards, joined by dots; empty outside any layer. */
    static String path(Frame frame) {
        if (frame == null) {
            return "";
        }
        return frame.outer == null ? frame.name : path(frame.outer) + "." + frame.name;
    }
}
