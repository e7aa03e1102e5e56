package dev.adjoint;

import java.util.random.RandomGenerator;

/** A generator whose state can be read and set: restored, it goes on with the numbers that followed. */
public interface SavableGenerator extends RandomGenerator {
    /**
     * The state.
     *
     * @return a copy, of a length that depends on the class alone
     */
    long[] state();

    /**
     * Goes on from a state.
     *
     * @param state what {@link #state} gave, copied
     * @throws ArgumentException if it is not a state of this class; nothing is changed then
     */
    void restore(long... state);
}
