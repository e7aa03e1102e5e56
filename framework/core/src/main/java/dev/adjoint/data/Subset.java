package dev.adjoint.data;

import dev.adjoint.IntArray;
import dev.adjoint.ShapeException;
import java.util.List;

/** Some samples of another dataset. */
record Subset(Dataset whole, IntArray indices) implements Dataset {
    Subset {
        requireIndices(indices, whole.size());
    }

    static void requireIndices(IntArray indices, int size) {
        if (indices.shape().rank() != 1) {
            throw new ShapeException("sample indices: expected shape [n], got " + indices.shape());
        }
        indices.requireBelow("sample indices", size);
    }

    @Override
    public int size() {
        return indices.shape().size();
    }

    @Override
    public Sample sample(int index) {
        return whole.sample(inWhole(index));
    }

    @Override
    public IntArray label(int index) {
        return whole.label(inWhole(index));
    }

    @Override
    public String name(int index) {
        return whole.name(inWhole(index));
    }

    @Override
    public List<String> classNames() {
        return whole.classNames();
    }

    private int inWhole(int index) {
        Dataset.requireIndex(index, size());
        return indices.at(index);
    }

    /** The dataset as in {@code 288 samples in 3 classes}. */
    @Override
    public String toString() {
        return Description.of(this);
    }
}
