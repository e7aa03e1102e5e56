package dev.adjoint.internal;

import dev.adjoint.Parameter;

/**
 * Package-private methods of {@code dev.adjoint} for the framework's other packages. The front package installs the
 * only implementation when {@link Parameter} is initialised, before anybody can have a parameter to ask about.
 */
public abstract class Access {
    private static volatile Access instance;

    /** For the front package. */
    protected Access() {}

    /**
     * Called once, by the front package.
     *
     * @param access its implementation
     */
    public static void install(Access access) {
        instance = access;
    }

    /**
     * The way into the front package.
     *
     * @return its implementation; null as long as there is no parameter
     */
    public static Access get() {
        return instance;
    }

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
