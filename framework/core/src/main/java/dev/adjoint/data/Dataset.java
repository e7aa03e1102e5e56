package dev.adjoint.data;

import dev.adjoint.ArgumentException;
import dev.adjoint.DataFormatException;
import dev.adjoint.IntArray;
import dev.adjoint.NDArray;
import dev.adjoint.SampleException;
import dev.adjoint.ShapeException;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/**
 * Labelled samples that can be asked for in any order, also by several threads at once. One of one's own needs
 * {@link #size} and {@link #sample}, and everything else works with it.
 *
 * <pre>{@code
 * record Squares(int size) implements Dataset {
 *     public Sample sample(int index) {
 *         return new Sample(NDArray.of(Shape.of(1), (float) index), IntArray.of(index % 2));
 *     }
 * }
 * }</pre>
 */
public interface Dataset {
    /**
     * A dataset in memory.
     *
     * @param samples {@code [n, ...]}
     * @param labels {@code [n, ...]}: one label a sample, or as many as a loss needs
     * @return the dataset
     * @throws ShapeException if the numbers of samples and labels differ
     */
    static Dataset of(NDArray samples, IntArray labels) {
        return new MemoryDataset(samples, labels, List.of(), i -> "sample " + i);
    }

    /**
     * Several datasets one after another, as one. Nothing is copied.
     *
     * @param parts one or more
     * @return the dataset, with the class names of the parts
     * @throws ArgumentException if there are no parts, or their classes have different names
     */
    static Dataset concat(Dataset... parts) {
        return new Concatenation(List.of(parts));
    }

    /**
     * The number of samples.
     *
     * @return 0 or more
     */
    int size();

    /**
     * One sample.
     *
     * @param index which, from 0 to size - 1
     * @return the sample, whose arrays the caller may keep but not write
     * @throws ArgumentException if there is no such sample
     * @throws DataFormatException if it comes from a file that is damaged
     */
    Sample sample(int index);

    /**
     * The label of a sample, where possible without making the sample.
     *
     * @param index which, from 0 to size - 1
     * @return the sample's label
     * @throws ArgumentException if there is no such sample
     */
    default IntArray label(int index) {
        return sample(index).label();
    }

    /**
     * What errors call a sample.
     *
     * @param index which, from 0 to size - 1
     * @return the file that it comes from, or its number
     */
    default String name(int index) {
        return "sample " + index;
    }

    /**
     * The names of the classes.
     *
     * @return the name of class i at place i, or nothing if they have no names
     */
    default List<String> classNames() {
        return List.of();
    }

    /**
     * Some of the samples.
     *
     * @param indices which, of shape {@code [n]}, in the wanted order; one may come more than once
     * @return the samples with their labels
     * @throws ArgumentException if an index does not exist, or there is none
     * @throws DataFormatException if a sample comes from a file that is damaged
     * @throws SampleException naming a sample that cannot be made, or whose shape or element type is not the first's
     */
    default Batch batch(IntArray indices) {
        return Collation.collate(this, indices, this::sample);
    }

    /**
     * The dataset in mini-batches, in its own order, without background threads. {@link Batches} says what else can be
     * set.
     *
     * @param batchSize samples in a batch, 1 or more; the last of an epoch may have fewer
     * @return the batches
     * @throws ArgumentException if the batch size is less than 1
     */
    default Batches batches(int batchSize) {
        return new Batches(this, batchSize, OptionalLong.empty(), false, Transform.IDENTITY, 0);
    }

    /**
     * All samples in their order.
     *
     * @return one batch
     * @throws ArgumentException if there are none
     */
    default Batch all() {
        return batch(IntArray.range(size()));
    }

    /**
     * Reads all samples once, for a dataset that would read each from its file again and again.
     *
     * @return a dataset in memory, with the same names
     */
    default Dataset inMemory() {
        Batch all = all();
        return new MemoryDataset(all.inputs().value(), all.labels(), classNames(), this::name);
    }

    /**
     * Some of the samples as a dataset of their own. Nothing is copied.
     *
     * @param indices which, of shape {@code [n]}, in the wanted order
     * @return the dataset
     * @throws ArgumentException if an index does not exist
     */
    default Dataset subset(IntArray indices) {
        return new Subset(this, indices);
    }

    /**
     * A range of the samples as a dataset of their own, for example {@code range(0, n)} to train and {@code range(n,
     * size())} to validate. Nothing is copied.
     *
     * @param from the first
     * @param to the one after the last
     * @return the dataset
     * @throws ArgumentException if the range does not lie within the dataset
     */
    default Dataset range(int from, int to) {
        if (from < 0 || to < from || to > size()) {
            throw new ArgumentException(
                    "range of samples: expected 0 <= from <= to <= " + size() + ", got " + from + " to " + to);
        }
        return subset(IntArray.of(IntStream.range(from, to).toArray()));
    }

    /**
     * Checks an index, as the first line of {@link #sample} does.
     *
     * @param index which
     * @param size the number of samples
     * @throws ArgumentException unless it is from 0 to size - 1
     */
    static void requireIndex(int index, int size) {
        if (index < 0 || index >= size) {
            throw new ArgumentException("sample: expected an index from 0 to " + (size - 1) + ", got " + index);
        }
    }
}
