package dev.adjoint.data;

import dev.adjoint.ArgumentException;
import dev.adjoint.IntArray;
import dev.adjoint.Shape;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * A dataset in mini-batches, loaded by background threads if wanted. Made by {@link Dataset#batches}.
 *
 * <pre>{@code
 * for (Batch batch : images.batches(32).shuffle(1).epoch(0)) { ... }
 * }</pre>
 *
 * <p>Shuffled, the order of an epoch depends on the seed and the number of the epoch alone, and what is random about a
 * sample on the seed, the epoch and the sample's index alone. So the batches are the same whatever the number of
 * workers, and training can go on from any batch of any epoch.
 *
 * @param dataset the samples
 * @param batchSize samples in a batch; the last of an epoch may have fewer
 * @param seed decides the order and the random parts of transforms, or empty for the dataset's own order and 0
 * @param dropLast whether to leave out a last batch of fewer samples
 * @param transform what is done to each sample
 * @param workers how many background threads make batches ahead, two each; with 0 a batch is made when it is asked for
 */
public record Batches(
        Dataset dataset, int batchSize, OptionalLong seed, boolean dropLast, Transform transform, int workers) {
    /** The most workers. */
    public static final int MAX_WORKERS = 1024;

    /**
     * Checks the numbers.
     *
     * @param dataset the samples
     * @param batchSize samples in a batch; the last of an epoch may have fewer
     * @param seed decides the order and the random parts of transforms, or empty for the dataset's own order and 0
     * @param dropLast whether to leave out a last batch of fewer samples
     * @param transform what is done to each sample
     * @param workers how many background threads make batches ahead, two each; with 0 a batch is made when it is asked
     *     for
     * @throws ArgumentException if the batch size is less than 1 or the workers are not 0 to {@link #MAX_WORKERS}
     */
    public Batches {
        if (batchSize < 1) {
            throw new ArgumentException("batch size: expected 1 or more, got " + batchSize);
        }
        if (workers < 0 || workers > MAX_WORKERS) {
            throw new ArgumentException("workers: expected 0 to " + MAX_WORKERS + ", got " + workers);
        }
    }

    /**
     * Shuffles anew in each epoch.
     *
     * @param newSeed decides the orders, and the random parts of transforms
     * @return the changed batches
     */
    public Batches shuffle(long newSeed) {
        return new Batches(dataset, batchSize, OptionalLong.of(newSeed), dropLast, transform, workers);
    }

    /**
     * Sets what becomes of a last batch of fewer samples.
     *
     * @param drop whether to leave it out
     * @return the changed batches
     */
    public Batches dropLast(boolean drop) {
        return new Batches(dataset, batchSize, seed, drop, transform, workers);
    }

    /**
     * Sets what is done to each sample.
     *
     * @param steps transforms in their order, in place of those set before
     * @return the changed batches
     */
    public Batches transform(Transform... steps) {
        return new Batches(dataset, batchSize, seed, dropLast, Transform.of(steps), workers);
    }

    /**
     * Sets how many background threads make batches ahead.
     *
     * @param threads from 0, for none, to {@link #MAX_WORKERS}
     * @return the changed batches
     */
    public Batches workers(int threads) {
        return new Batches(dataset, batchSize, seed, dropLast, transform, threads);
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
        int n = dataset.size();
        return seed.isEmpty()
                ? IntArray.range(n)
                : IntArray.wrap(Shape.of(n), Seeds.permutation(n, Seeds.generator(seed.getAsLong(), epoch)));
    }

    /**
     * The batches of an epoch.
     *
     * @param epoch its number, from 0
     * @return the batches in their order
     */
    public Epoch epoch(int epoch) {
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
    public Epoch epoch(int epoch, int from) {
        if (from < 0 || from > count()) {
            throw new ArgumentException("batch to start from: expected 0 to " + count() + ", got " + from);
        }
        IntArray order = order(epoch);
        return new Epoch(from, count(), workers, i -> batch(epoch, order, i));
    }

    private Batch batch(int epoch, IntArray order, int i) {
        int start = i * batchSize;
        int end = start + Math.min(batchSize, order.shape().size() - start);
        IntArray indices = IntArray.of(Arrays.copyOfRange(order.ints(), start, end));
        if (transform == Transform.IDENTITY) {
            return dataset.batch(indices);
        }
        return Collation.collate(dataset, indices, index -> {
            Sample sample = dataset.sample(index);
            return new Sample(
                    transform.apply(sample.input(), Seeds.generator(seed.orElse(0), epoch, index)), sample.label());
        });
    }

    /** The batches as in {@code 9 batches of 32, shuffled by seed 42, of 288 samples in 3 classes}. */
    @Override
    public String toString() {
        StringBuilder text =
                new StringBuilder().append(count()).append(" batches of ").append(batchSize);
        seed.ifPresent(number -> text.append(", shuffled by seed ").append(number));
        if (transform != Transform.IDENTITY) {
            text.append(", transformed");
        }
        if (workers > 0) {
            text.append(", made by ").append(workers).append(workers == 1 ? " worker" : " workers");
        }
        return text.append(", of ").append(Description.of(dataset)).toString();
    }
}
