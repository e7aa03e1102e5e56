package dev.adjoint.data;

import dev.adjoint.ArgumentException;
import dev.adjoint.IntArray;
import java.util.Arrays;
import java.util.List;

/** Several datasets one after another. */
final class Concatenation implements Dataset {
    private final List<Dataset> parts;

    /** The index of the first sample of each part, and the number of all samples. */
    private final int[] starts;

    Concatenation(List<Dataset> parts) {
        Require.atLeast(1, "concatenation: datasets", parts.size());
        for (Dataset part : parts) {
            if (!part.classNames().equals(parts.get(0).classNames())) {
                throw new ArgumentException("concatenation: expected the same class names in each dataset, got "
                        + parts.get(0).classNames() + " and " + part.classNames());
            }
        }
        this.parts = List.copyOf(parts);
        starts = new int[parts.size() + 1];
        for (int i = 0; i < parts.size(); i++) {
            long end = (long) starts[i] + parts.get(i).size();
            if (end > Integer.MAX_VALUE) {
                throw new ArgumentException("concatenation: expected at most " + Integer.MAX_VALUE + " samples, got "
                        + end + " in the first " + (i + 1) + " datasets");
            }
            starts[i + 1] = (int) end;
        }
    }

    @Override
    public int size() {
        return starts[parts.size()];
    }

    @Override
    public Sample sample(int index) {
        int part = part(index);
        return parts.get(part).sample(index - starts[part]);
    }

    @Override
    public IntArray label(int index) {
        int part = part(index);
        return parts.get(part).label(index - starts[part]);
    }

    @Override
    public String name(int index) {
        int part = part(index);
        return parts.get(part).name(index - starts[part]);
    }

    @Override
    public List<String> classNames() {
        return parts.get(0).classNames();
    }

    /**
     * The part that a sample is in. It is the last part that starts at the sample or before it, because an empty part
     * starts where the next one does.
     */
    private int part(int index) {
        Dataset.requireIndex(index, size());
        int part = Arrays.binarySearch(starts, index + 1);
        return part < 0 ? -part - 2 : part - 1;
    }

    /** The dataset as in {@code 288 samples in 3 classes, in 2 parts}. */
    @Override
    public String toString() {
        return Description.of(this) + ", in " + parts.size() + (parts.size() == 1 ? " part" : " parts");
    }
}
