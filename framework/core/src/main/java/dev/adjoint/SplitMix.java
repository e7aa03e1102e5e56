package dev.adjoint;

import java.util.SplittableRandom;

/**
 * SplitMix (Steele, Lea and Flood, Fast splittable pseudorandom number generators, 2014): a counter that advances by an
 * odd constant, its gamma, and two functions that scatter its bits. The numbers are those of {@link SplittableRandom}
 * with the same seed, whose state cannot be saved.
 *
 * <p>The period is 2<sup>64</sup>. Fast and small; not for secrets. Not safe for several threads: {@link #split} one
 * for each.
 */
public final class SplitMix implements SavableGenerator {
    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

    private long counter;
    private long gamma;

    /**
     * A generator from a seed.
     *
     * @param seed any number; equal seeds give equal numbers
     */
    public SplitMix(long seed) {
        this(seed, GOLDEN_GAMMA);
    }

    private SplitMix(long counter, long gamma) {
        this.counter = counter;
        this.gamma = gamma;
    }

    /**
     * A new generator whose numbers are as good as independent of this one's. This one advances by two numbers.
     *
     * @return the new generator
     */
    public SplitMix split() {
        return new SplitMix(nextLong(), mixedGamma(advance()));
    }

    @Override
    public long nextLong() {
        long z = advance();
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    @Override
    public int nextInt() {
        long z = advance();
        z = (z ^ (z >>> 33)) * 0x62a9d9ed799705f5L;
        return (int) (((z ^ (z >>> 28)) * 0xcb24d0a5c88c35b3L) >>> 32);
    }

    private long advance() {
        counter += gamma;
        return counter;
    }

    /** An odd number whose neighbouring bits differ often enough. */
    private static long mixedGamma(long seed) {
        long z = (seed ^ (seed >>> 33)) * 0xff51afd7ed558ccdL;
        z = (z ^ (z >>> 33)) * 0xc4ceb9fe1a85ec53L;
        z = (z ^ (z >>> 33)) | 1;
        return Long.bitCount(z ^ (z >>> 1)) < 24 ? z ^ 0xaaaaaaaaaaaaaaaaL : z;
    }

    /** The counter and the gamma. */
    @Override
    public long[] state() {
        return new long[] {counter, gamma};
    }

    @Override
    public void restore(long... state) {
        if (state.length != 2 || (state[1] & 1) == 0) {
            throw new ArgumentException("state of SplitMix: expected a counter and an odd gamma, got "
                    + (state.length == 2 ? "the gamma " + state[1] : state.length + " numbers"));
        }
        counter = state[0];
        gamma = state[1];
    }
}
