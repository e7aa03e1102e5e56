package dev.adjoint.data;

import dev.adjoint.DType;
import dev.adjoint.IntArray;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.ShapeException;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/** A dataset in memory: samples and labels along the first axis of one array each. */
record MemoryDataset(NDArray samples, IntArray labels, List<String> classNames, IntFunction<String> names)
        implements Dataset {
    MemoryDataset {
        Shape of = samples.shape();
        if (of.rank() == 0
                || labels.shape().rank() == 0
                || of.dim(0) != labels.shape().dim(0)) {
            throw new ShapeException("dataset: expected samples [n, ...] and labels [n, ...], got samples of shape "
                    + of + " and labels of shape " + labels.shape());
        }
        classNames = List.copyOf(classNames);
    }

    @Override
    public int size() {
        return samples.shape().dim(0);
    }

    @Override
    public Sample sample(int index) {
        IntArray label = label(index);
        Shape shape = inner(samples.shape());
        int from = index * shape.size();
        int to = from + shape.size();
        return new Sample(
                samples.dtype() == DType.FLOAT32
                        ? NDArray.wrap(shape, Arrays.copyOfRange(samples.floats(), from, to))
                        : NDArray.wrap(shape, Arrays.copyOfRange(samples.doubles(), from, to)),
                label);
    }

    @Override
    public IntArray label(int index) {
        Dataset.requireIndex(index, size());
        Shape shape = inner(labels.shape());
        int from = index * shape.size();
        return IntArray.wrap(shape, Arrays.copyOfRange(labels.ints(), from, from + shape.size()));
    }

    @Override
    public String name(int index) {
        return names.apply(index);
    }

    /** The shape without its first axis. */
    private static Shape inner(Shape shape) {
        return Shape.of(Arrays.copyOfRange(shape.dims(), 1, shape.rank()));
    }

    /** The dataset as in {@code 288 samples in 3 classes, each of shape [1, 28, 28]}. */
    @Override
    public String toString() {
        return Description.of(this) + ", each of shape " + inner(samples.shape());
    }
}
