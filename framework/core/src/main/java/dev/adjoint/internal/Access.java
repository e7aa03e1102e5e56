package dev.adjoint.internal;

import dev.adjoint.Parameter;
import dev.adjoint.Tape;
import dev.adjoint.Tensor;

/**
 * What packages of the framework may ask of {@code dev.adjoint} and programs may not. {@code dev.adjoint} installs the
 * only implementation.
 */
public abstract class Access {
    private static volatile Access installed;

    /** For the implementation. */
    protected Access() {}

    /**
     * Called once by {@code dev.adjoint}.
     *
     * @param access the implementation
     */
    public static void install(Access access) {
        installed = access;
    }

    /**
     * The implementation.
     *
     * @return it
     */
    public static Access get() {
        Access access = installed;
        if (access != null) {
            return access;
        }
        Tape.isRecordingHere(); // the class installs it when it is initialised
        return installed;
    }

    /**
     * Says that a layer begins to run.
     *
     * @param name the name under which its parent knows it, or null
     * @return to be given to {@link #leave}
     */
    public abstract Object enter(String name);

    /**
     * Says that a layer has ended.
     *
     * @param outer what {@link #enter} returned
     */
    public abstract void leave(Object outer);

    /**
     * The place on the current tape behind what is recorded so far.
     *
     * @return to be given to {@link #release}
     */
    public abstract int mark();

    /**
     * Says that nobody but the tape reads a tensor any more, which was made since a mark. Its memory goes back to the
     * workspace if no gradient needs it.
     *
     * @param x the tensor
     * @param y what was computed of it and is used further
     * @param since the mark
     */
    public abstract void release(Tensor x, Tensor y, int since);

    /**
     * Says that a program has seen a tensor, so that its memory is not given back before the scope is closed.
     *
     * @param tensor the tensor
     */
    public abstract void show(Tensor tensor);

    /**
     * Computes again all values on a tape that were given back or dropped.
     *
     * @param tape the tape
     */
    public abstract void restore(Tape tape);

    /**
     * Refuses to step if another thread trains a parameter; optimisers ask all parameters before they change any.
     *
     * @param parameter the parameter
     */
    public abstract void requireOwnGradient(Parameter parameter);

    /**
     * Says that an optimiser wrote a parameter's value in place and has stepped.
     *
     * @param parameter the parameter
     */
    public abstract void stepped(Parameter parameter);
}
