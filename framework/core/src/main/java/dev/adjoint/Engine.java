package dev.adjoint;

import dev.adjoint.kernel.engine.Backends;
import dev.adjoint.kernel.engine.EngineState;
import dev.adjoint.kernel.engine.Fingerprint;

/**
 * What computes: the backend, on which most of the time of a network is spent, and the threads.
 *
 * <ul>
 *   <li>{@code ejml}: EJML, always present.
 *   <li>{@code plain}: loops in plain Java, several times as fast. Present with the artifact {@code adjoint-simd}.
 *   <li>{@code simd}: the Vector API, the fastest. Present with the same artifact, where the JVM was started with
 *       {@code --add-modules jdk.incubator.vector}.
 *   <li>Others: whoever provides a {@link dev.adjoint.backend.Backend}.
 * </ul>
 *
 * The fastest that is present is used, or the one that the system property {@code adjoint.backend} names when something
 * is first computed. Each gives the same bits on any number of threads; from one to another, results differ by
 * rounding.
 */
public final class Engine {
    private Engine() {}

    /**
     * The backend in use.
     *
     * @return its name
     * @throws ArgumentException if the system property {@code adjoint.backend} names one that is not present; the
     *     message says which are, and what others need
     */
    public static String backend() {
        return EngineState.backend().name();
    }

    /**
     * Chooses the backend for all computations that start from now on.
     *
     * @param name the name of one that is present
     * @throws ArgumentException if it is not present; the message says which are, and what others need
     */
    public static void useBackend(String name) {
        EngineState.use(Backends.named(name));
    }

    /**
     * The number of threads that compute, the calling one included: at first the system property
     * {@code adjoint.threads}, or else the number of processors. It never changes a result: work is cut into pieces by
     * the shapes alone, and partial sums are combined in a fixed order.
     *
     * @return 1 to 1024
     * @throws ArgumentException if the property is not such a number
     */
    public static int threads() {
        return EngineState.threads();
    }

    /**
     * Sets the number of threads for all computations that start from now on.
     *
     * @param count how many, the calling one included
     * @throws ArgumentException if it is less than 1 or more than 1024
     */
    public static void useThreads(int count) {
        EngineState.useThreads(count);
    }

    /**
     * Tells whether two programs compute the same bits. Results depend on the backend, and with {@code simd} on the
     * length of the vectors that the processor has; functions such as the exponential may depend on the JVM.
     *
     * @return the backend's name, the length of its vectors in bits, or 0 if that makes no difference, and eight hex
     *     digits made of the bits that some products, convolutions, sums and functions yield here, such as
     *     {@code simd-512-0f3a9c27}
     */
    public static String fingerprint() {
        return Fingerprint.take();
    }
}
