package dev.adjoint.simd;

import java.util.stream.Stream;

/**
 * The first calls of a kernel on vectors. Until the JVM's compiler has compiled it with all its optimisations, every
 * vector is an object and every operation on one a call. A short program is better served by plain loops with the same
 * results, to the last bit, so they do the work of these calls. How many there are was measured: with fewer, a
 * program's first training step takes longer, with more, its first second.
 */
final class FirstCalls {
    private static final int COUNT = 4_000;

    /** The height of the highest tile. */
    private static final int HEIGHT = 8;

    private final int count;
    private int calls;

    /** Those of most kernels. */
    FirstCalls() {
        this(COUNT);
    }

    /** So many calls. */
    FirstCalls(int count) {
        this.count = count;
    }

    /** Those of tiles of each height. */
    static FirstCalls[] ofTiles() {
        return Stream.generate(FirstCalls::new).limit(HEIGHT + 1).toArray(FirstCalls[]::new);
    }

    /** Whether the call that is about to be made is one of them. Threads that ask at once may count as one. */
    boolean includeNext() {
        if (calls >= count) {
            return false;
        }
        calls++;
        return true;
    }
}
