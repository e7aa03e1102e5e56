package dev.adjoint.data;

import dev.adjoint.ShapeException;
import dev.adjoint.array.IntArray;
import dev.adjoint.array.NDArray;
import dev.adjoint.array.Shape;
import dev.adjoint.autograd.Tensor;
import dev.adjoint.kernel.Indexed;

/** A dataset in memory: samples and labels along the first axis of one array each. */
record MemoryDataset(NDArray samples, IntArray labels) implements Dataset {
    MemoryDataset {
        Shape of = samples.shape();
        if (of.rank() == 0
                || labels.shape().rank() == 0
                || of.dim(0) != labels.shape().dim(0)) {
            throw new ShapeException("dataset: expected samples [n, ...] and labels [n, ...], got samples of shape "
                    + of + " and labels of shape " + labels.shape());
        }
    }

    @Override
    public int size() {
        return samples.shape().dim(0);
    }

    @Override
    public Batch batch(IntArray indices) {
        Subset.requireIndices(indices, size());
        Shape shape = labels.shape();
        int each = shape.size(1, shape.rank());
        int[] picked = new int[Math.multiplyExact(indices.shape().size(), each)];
        for (int i = 0; i < indices.shape().size(); i++) {
            System.arraycopy(labels.ints(), indices.at(i) * each, picked, i * each, each);
        }
        return new Batch(
                new Tensor(Indexed.select(samples, 0, indices)),
                IntArray.wrap(shape.with(0, indices.shape().size()), picked));
    }
}
