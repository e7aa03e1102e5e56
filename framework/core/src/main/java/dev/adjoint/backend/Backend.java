package dev.adjoint.backend;

import java.util.Optional;

/**
 * Who computes. A backend offers three services for each element type: products of matrices, convolutions, and loops
 * over elements and channels; see {@link ServicesF64}. Only products must be given.
 *
 * <p>Backends are found by {@link java.util.ServiceLoader}: a jar on the class path names its own in
 * {@code META-INF/services/dev.adjoint.backend.Backend}, a module declares {@code provides
 * dev.adjoint.backend.Backend}. Of those that can run, the one with the highest priority is used, or the one that the
 * system property {@code adjoint.backend} names.
 *
 * <p>A backend gives the same bits on any number of threads and for each of its calls. It uses no threads but those of
 * {@link Parallel}.
 */
public interface Backend {
    /**
     * The name by which it can be chosen.
     *
     * @return a short word in lower case
     */
    String name();

    /**
     * Which of several backends is used if none is named.
     *
     * @return a number; the backend of the highest is used
     */
    int priority();

    /**
     * What it needs that this JVM or this machine has not.
     *
     * @return the need as the object of a sentence, such as "a JVM started with ..."; empty if it can run
     */
    default Optional<String> need() {
        return Optional.empty();
    }

    /**
     * The length of the vectors it computes with, on which the bits of its results may depend.
     *
     * @return bits, or 0 if no result depends on such a length
     */
    default int vectorBits() {
        return 0;
    }

    /**
     * The time of one operation of a Fourier transform in double precision, in operations of its products. Transforms
     * compute a large kernel if they save more than that. The default is measured with EJML and with plain loops, one
     * number serving both.
     *
     * @return a number above 0
     */
    default double transformCost() {
        return 1.5;
    }

    /**
     * The services for float32.
     *
     * @return its services, equal each time
     */
    ServicesF32 f32();

    /**
     * The services for float64.
     *
     * @return its services, equal each time
     */
    ServicesF64 f64();
}
