package dev.adjoint;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/**
 * The root of all errors that Adjoint reports. Its message says which operation failed, what was expected and what
 * came; when the operation ran inside a network, the path of the layer stands in front of it ({@code features.2:
 * conv2d: ...}).
 */
public class AdjointException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Deque<String> path = new ArrayDeque<>();
    /** The operation that failed, or null if none was named. */
    private String operation;

    /**
     * Creates an error.
     *
     * @param message what failed, what was expected and what came
     */
    public AdjointException(String message) {
        super(message);
    }

    /**
     * Creates an error with a cause.
     *
     * @param message what failed, what was expected and what came
     * @param cause the error underneath
     */
    public AdjointException(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * Says which operation failed, unless that was said before.
     *
     * @param name the operation's name
     */
    public final void during(String name) {
        if (operation == null) {
            operation = name;
        }
    }

    /**
     * Runs a computation whose errors say which operation failed.
     *
     * @param <T> the result's type
     * @param name the operation's name
     * @param computation the computation
     * @return its result
     */
    public static <T> T during(String name, Supplier<T> computation) {
        try {
            return computation.get();
        } catch (AdjointException e) {
            e.during(name);
            throw e;
        }
    }

    /**
     * Adds the name of an enclosing layer in front of the path. Layers call it while the error passes through them.
     *
     * @param layer the name under which its parent knows the layer
     */
    public final void within(String layer) {
        path.addFirst(layer);
    }

    /**
     * The path of the layer in which the operation ran, for example {@code features.2}; empty outside any layer.
     *
     * @return the names from the outermost layer inwards, joined by dots
     */
    public final String path() {
        return path == null ? "" : String.join(".", path);
    }

    @Override
    public String getMessage() {
        String where = path();
        return (where.isEmpty() ? "" : where + ": ") + (operation == null ? "" : operation + ": ") + super.getMessage();
    }
}
