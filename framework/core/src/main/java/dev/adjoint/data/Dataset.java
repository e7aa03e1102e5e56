package dev.adjoint.data;

import dev.adjoint.ArgumentException;
import dev.adjoint.ShapeException;
import dev.adjoint.array.IntArray;
import dev.adjoint.array.NDArray;
import java.util.stream.IntStream;

/** Labelled samples that can be asked for in any order. */
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
        return new MemoryDataset(samples, labels);
    }

    /**
     * The number of samples.
     *
     * @return 0 or more
     */
    int size();

    /**
     * Some of the samples.
     *
     * @param indices which, of shape {@code [n]}, in the wanted order; one may come more than once
     * @return the samples with their labels
     * @throws ArgumentException if an index does not exist
     */
    Batch batch(IntArray indices);

    /**
     * All samples in their order.
     *
     * @return one batch
     */
    default Batch all() {
        return batch(IntArray.range(size()));
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
}
