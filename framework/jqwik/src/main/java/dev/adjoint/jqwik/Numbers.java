package dev.adjoint.jqwik;

import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Numbers that a seed determines. For the seed 0 they are simple. */
final class Numbers {
    /** The largest seed of a sample. */
    static final int MAX_SEED = 999;

    private Numbers() {}

    /**
     * Multiples of 1/8 between -2 and 2 without 0 or, for the seed 0, the digits 1 to 9 over and over. Sums of their
     * products are exact in any order.
     */
    static Tensor exact(Shape shape, int seed, int which) {
        SplittableRandom random = random(seed, which);
        double[] numbers = new double[shape.size()];
        Arrays.setAll(
                numbers, i -> seed == 0 ? 1 + i % 9 : random.nextInt(1, 17) * (random.nextBoolean() ? 1 : -1) / 8.0);
        return new Tensor(NDArray.wrap(shape, numbers));
    }

    /** Different multiples of 1/8 around 0, in a random order, or, for the seed 0, the numbers from 1 on. */
    static Tensor distinct(Shape shape, int seed, int which) {
        int size = shape.size();
        double[] numbers = new double[size];
        Arrays.setAll(numbers, i -> seed == 0 ? i + 1 : (i - size / 2) / 8.0);
        SplittableRandom random = random(seed, which);
        for (int i = seed == 0 ? 0 : size - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            double number = numbers[i];
            numbers[i] = numbers[other];
            numbers[other] = number;
        }
        return new Tensor(NDArray.wrap(shape, numbers));
    }

    /** A few different negative numbers, many of them equal to their neighbours. */
    static Tensor tied(Shape shape, int seed, int which) {
        SplittableRandom random = random(seed, which);
        return new Tensor(NDArray.wrap(
                shape,
                IntStream.range(0, shape.size())
                        .mapToDouble(i -> seed == 0 ? -1 : -0.5 - random.nextInt(9))
                        .toArray()));
    }

    static SplittableRandom random(int seed, int which) {
        return new SplittableRandom(1000L * which + seed);
    }
}
