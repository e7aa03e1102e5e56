package dev.adjoint.data;

import java.util.Random;

/** Generators whose numbers depend only on a seed and on their purpose. */
final class Seeds {
    private Seeds() {}

    /** A generator. The specification of {@link Random}, unlike newer ones, fixes its sequences of bounded numbers. */
    static Random generator(long seed, long... purpose) {
        long mixed = mix(seed);
        for (long part : purpose) {
            mixed = mix(mixed + part);
        }
        return new Random(mixed);
    }

    /** Spreads neighbouring seeds over all 64 bits (Steele, Lea and Flood, SplitMix, 2014). */
    private static long mix(long z) {
        long x = z + 0x9e3779b97f4a7c15L;
        x = (x ^ (x >>> 30)) * 0xbf58476d1ce4e5b9L;
        x = (x ^ (x >>> 27)) * 0x94d049bb133111ebL;
        return x ^ (x >>> 31);
    }

    /** The numbers {@code 0 .. n-1} in a random order (Fisher and Yates). */
    static int[] permutation(int n, Random random) {
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            order[i] = i;
        }
        shuffle(order, random);
        return order;
    }

    /** Brings numbers into a random order (Fisher and Yates). */
    static void shuffle(int[] numbers, Random random) {
        for (int i = numbers.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = numbers[i];
            numbers[i] = numbers[j];
            numbers[j] = swapped;
        }
    }
}
