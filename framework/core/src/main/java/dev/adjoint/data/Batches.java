package dev.adjoint.data;

import dev.adjoint.ArgumentException;
import dev.adjoint.array.IntArray;
import dev.adjoint.array.Shape;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A dataset in mini-batches. Shuffled, the order of an epoch depends on the seed and the number of the epoch alone, so
 * that training can go on from any batch of any epoch.
 *
 * @param dataset the samples
 * @param batchSize samples in a batch; the last of an epoch may have fewer
 * @param seed decides the order, or empty for the dataset's own
 * @param dropLast whether to leave out a last batch of fewer samples
 */
public record Batches(Dataset dataset, int batchSize, OptionalLong seed, boolean dropLast) {
    /**
     * Checks the size.
     *
     * @param dataset the samples
     * @param batchSize samples in a batch; the last of an epoch may have fewer
     * @param seed decides the order, or empty for the dataset's own
     * @param dropLast whether to leave out a last batch of fewer samples
     */
    public Batches {
        if (batchSize < 1) {
            throw new ArgumentException("batch size: expected 1 or more, got " + batchSize);
        }
    }

    /**
     * All samples in the dataset's order.
     *
     * @param dataset the samples
     * @param batchSize samples in a batch; the last of an epoch may have fewer
     * @return the batches
     */
    public static Batches of(Dataset dataset, int batchSize) {
        return new Batches(dataset, batchSize, OptionalLong.empty(), false);
    }

    /**
     * Shuffles anew in each epoch.
     *
     * @param newSeed decides the orders
     * @return the changed batches
     */
    public Batches shuffle(long newSeed) {
        return new Batches(dataset, batchSize, OptionalLong.of(newSeed), dropLast);
    }

    /**
     * Sets what becomes of a last batch of fewer samples.
     *
     * @param drop whether to leave it out
     * @return the changed batches
     */
    public Batches dropLast(boolean drop) {
        return new Batches(dataset, batchSize, seed, drop);
    }

    /**
     * The number of batches of an epoch.
     *
     * @return 0 or more
     */
    public int count() {
        int full = dataset.size() / batchSize;
        return dropLast || dataset.size() % batchSize == 0 ? full : full + 1;
    }

    /**
     * The order of the samples in an epoch.
     *
     * @param epoch its number, from 0
     * @return all indices into the dataset, each once
     */
    public IntArray order(int epoch) {
        if (epoch < 0) {
            throw new ArgumentException("epoch: expected 0 or more, got " + epoch);
        }
        int[] order = IntStream.range(0, dataset.size()).toArray();
        if (seed.isPresent()) {
            // Unlike newer generators this one's sequence of bounded numbers is part of its specification.
            Random random = new Random(mix(mix(seed.getAsLong()) + epoch));
            for (int i = order.length - 1; i > 0; i--) {
                int j = random.nextInt(i + 1);
                int swapped = order[i];
                order[i] = order[j];
                order[j] = swapped;
            }
        }
        return IntArray.wrap(Shape.of(order.length), order);
    }

    /**
     * The batches of an epoch.
     *
     * @param epoch its number, from 0
     * @return the batches in their order, each made when it is asked for
     */
    public Iterable<Batch> epoch(int epoch) {
        return epoch(epoch, 0);
    }

    /**
     * The rest of an epoch.
     *
     * @param epoch its number, from 0
     * @param from the number of the first batch wanted, from 0 to {@link #count}
     * @return the batches from there on, the same as those of the whole epoch
     * @throws ArgumentException if there is no such batch
     */
    public Iterable<Batch> epoch(int epoch, int from) {
        if (from < 0 || from > count()) {
            throw new ArgumentException("batch to start from: expected 0 to " + count() + ", got " + from);
        }
        int[] order = order(epoch).ints();
        return () -> IntStream.range(from, count()).mapToObj(i -> at(order, i)).iterator();
    }

    private Batch at(int[] order, int i) {
        int start = i * batchSize;
        return dataset.batch(
                IntArray.of(Arrays.copyOfRange(order, start, start + Math.min(batchSize, order.length - start))));
    }

    /** Spreads neighbouring seeds over all 64 bits (Steele, Lea and Flood, SplitMix, 2014). */
    private static long mix(long z) {
        long x = z + 0x9e3779b97f4a7c15L;
        x = (x ^ (x >>> 30)) * 0xbf58476d1ce4e5b9L;
        x = (x ^ (x >>> 27)) * 0x94d049bb133111ebL;
        return x ^ (x >>> 31);
    }
}
