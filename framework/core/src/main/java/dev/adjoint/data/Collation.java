package dev.adjoint.data;

import dev.adjoint.ArgumentException;
import dev.adjoint.DType;
import dev.adjoint.DataFormatException;
import dev.adjoint.IntArray;
import dev.adjoint.NDArray;
import dev.adjoint.SampleException;
import dev.adjoint.Shape;
import dev.adjoint.ShapeException;
import dev.adjoint.Tensor;
import java.util.function.IntFunction;

/** Puts samples into a batch, along a new first axis. */
final class Collation {
    private final Dataset dataset;
    private final IntArray indices;
    private Sample first;
    private NDArray inputs;
    private IntArray labels;

    private Collation(Dataset dataset, IntArray indices) {
        this.dataset = dataset;
        this.indices = indices;
    }

    /**
     * Makes a batch.
     *
     * @param dataset names the samples in errors
     * @param indices the indices of the samples, of shape {@code [n]}
     * @param sample makes a sample from its index
     * @throws SampleException if a sample cannot be made or has another shape or element type than the first
     * @throws DataFormatException if a file is damaged; it names the file itself
     */
    static Batch collate(Dataset dataset, IntArray indices, IntFunction<Sample> sample) {
        Subset.requireIndices(indices, dataset.size());
        int n = indices.shape().size();
        if (n == 0) {
            throw new ArgumentException("batch: expected at least one sample, got none");
        }
        Collation collation = new Collation(dataset, indices);
        for (int i = 0; i < n; i++) {
            int index = indices.at(i);
            try {
                collation.put(i, sample.apply(index));
            } catch (DataFormatException e) {
                throw e;
            } catch (RuntimeException e) {
                throw new SampleException(dataset.name(index), e);
            }
        }
        return new Batch(new Tensor(collation.inputs), collation.labels);
    }

    private void put(int i, Sample sample) {
        if (first == null) {
            int n = indices.shape().size();
            first = sample;
            inputs = NDArray.zeros(
                    sample.input().dtype(), prepend(n, sample.input().shape()));
            labels = IntArray.wrap(
                    prepend(n, sample.label().shape()),
                    new int[n * sample.label().shape().size()]);
        }
        if (!sample.input().shape().equals(first.input().shape())
                || !sample.label().shape().equals(first.label().shape())
                || sample.input().dtype() != first.input().dtype()) {
            throw new ShapeException("expected " + describe(first) + " as in " + dataset.name(indices.at(0))
                    + ", the first of the batch, got " + describe(sample));
        }
        int numbers = sample.input().size();
        int integers = sample.label().shape().size();
        System.arraycopy(elements(sample.input()), 0, elements(inputs), i * numbers, numbers);
        System.arraycopy(sample.label().ints(), 0, labels.ints(), i * integers, integers);
    }

    private static Object elements(NDArray array) {
        return array.dtype() == DType.FLOAT32 ? array.floats() : array.doubles();
    }

    private static Shape prepend(int n, Shape shape) {
        int[] dims = new int[shape.rank() + 1];
        dims[0] = n;
        System.arraycopy(shape.dims(), 0, dims, 1, shape.rank());
        return Shape.of(dims);
    }

    private static String describe(Sample sample) {
        return sample.input().dtype() + "" + sample.input().shape() + " with a label of shape "
                + sample.label().shape();
    }
}
