package dev.adjoint.backend;

import dev.adjoint.kernel.engine.EngineState;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Something that each thread keeps for itself and uses again, such as memory for an operand on its way to where it is
 * read. Who needs some makes a constant for it. What scratch memory holds is arbitrary, and whoever takes it again
 * takes the same: a kernel may not hold it while it calls another that uses the same constant.
 *
 * @param <T> what is kept
 */
public final class Scratch<T> {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final int number = COUNT.getAndIncrement();
    private final Supplier<T> content;

    /**
     * Something to keep.
     *
     * @param content makes it for a thread that needs it for the first time
     */
    public Scratch(Supplier<T> content) {
        this.content = content;
    }

    /**
     * Memory for numbers.
     *
     * @return memory that each thread keeps
     */
    public static Scratch<Memory> memory() {
        return new Scratch<>(Memory::new);
    }

    /**
     * What the calling thread keeps.
     *
     * @return the same object each time in the same thread
     */
    @SuppressWarnings("unchecked") // what stands under the number was made by this object's supplier
    public T get() {
        return (T) EngineState.desk().open(number, content);
    }

    /** Memory for numbers that grows as needed. */
    public static final class Memory {
        private float[] floats = {};
        private double[] doubles = {};

        private Memory() {}

        /**
         * Memory for floats.
         *
         * @param size how many at least
         * @return an array of at least this length, the same until a longer one is needed
         */
        public float[] floats(int size) {
            if (floats.length < size) {
                floats = new float[size];
            }
            return floats;
        }

        /**
         * Memory for doubles.
         *
         * @param size how many at least
         * @return an array of at least this length, the same until a longer one is needed
         */
        public double[] doubles(int size) {
            if (doubles.length < size) {
                doubles = new double[size];
            }
            return doubles;
        }
    }
}
