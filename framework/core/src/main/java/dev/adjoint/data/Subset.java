package dev.adjoint.data;

import dev.adjoint.ShapeException;
import dev.adjoint.array.IntArray;
import java.util.Arrays;

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
    public Batch batch(IntArray picked) {
        requireIndices(picked, size());
        return whole.batch(
                IntArray.of(Arrays.stream(picked.ints()).map(indices::at).toArray()));
    }
}
