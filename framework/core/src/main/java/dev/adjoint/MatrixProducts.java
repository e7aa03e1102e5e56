package dev.adjoint;

import dev.adjoint.backend.Backend;

/**
 * Tells who computes the matrix products, on which most of the time of a network is spent.
 *
 * <ul>
 *   <li>{@code ejml}: EJML, always present.
 *   <li>{@code plain}: loops in plain Java, several times as fast. Present with the artifact {@code adjoint-simd}.
 *   <li>{@code simd}: the Vector API, the fastest. Present with the same artifact, where the JVM was started with
 *       {@code --add-modules jdk.incubator.vector}.
 * </ul>
 *
 * The fastest that is present is used, or the one that the system property {@code adjoint.backend} names when the first
 * product is computed. Each gives the same bits on any number of threads; from one to another results differ by
 * rounding.
 */
public final class MatrixProducts {
    private MatrixProducts() {}

    /**
     * The provider in use.
     *
     * @return its name
     * @throws ArgumentException if {@code adjoint.backend} names one that is not present; the message says which are,
     *     and what others need
     */
    public static String name() {
        return Backend.current().name();
    }
}
