package dev.adjoint.data;

import dev.adjoint.DType;
import dev.adjoint.DataFormatException;
import dev.adjoint.IntArray;
import dev.adjoint.Shape;
import java.util.Arrays;
import java.util.List;

/** Makes a dataset from the contents of two IDX files. */
final class IdxDataset {
    /** Where the header states the element type, the number of axes and the first size. */
    private static final int TYPE = 2;

    private static final int AXES = 3;
    private static final int FIRST_SIZE = 4;

    private IdxDataset() {}

    static Dataset of(String samplesName, Idx samples, String labelsName, Idx labels) {
        if (samples.shape().rank() == 0) {
            throw new DataFormatException(samplesName, AXES, "expected samples [n, ...], got a single number");
        }
        if (labels.shape().rank() != 1) {
            throw new DataFormatException(labelsName, AXES, "expected labels [n], got shape " + labels.shape());
        }
        if (labels.type() == Idx.Type.FLOAT || labels.type() == Idx.Type.DOUBLE) {
            throw new DataFormatException(labelsName, TYPE, "expected integers as labels, got type " + labels.type());
        }
        int n = samples.shape().dim(0);
        if (labels.shape().dim(0) != n) {
            throw new DataFormatException(
                    labelsName,
                    FIRST_SIZE,
                    "expected " + n + " labels, one for each sample of " + samplesName + ", got "
                            + labels.shape().dim(0));
        }
        IntArray classes = labels.integers();
        for (int i = 0; i < n; i++) {
            if (classes.at(i) < 0) {
                throw new DataFormatException(
                        labelsName,
                        FIRST_SIZE + Integer.BYTES + (long) i * labels.type().bytes(),
                        "label " + i + ": expected 0 or more, got " + classes.at(i));
            }
        }
        Shape each = sampleShape(samples.shape());
        if (samples.type() == Idx.Type.UNSIGNED_BYTE) {
            return new Pixels(samplesName, samples.bytes(), 0, each.size(), each, classes, List.of());
        }
        int[] dims = new int[each.rank() + 1];
        dims[0] = n;
        System.arraycopy(each.dims(), 0, dims, 1, each.rank());
        return Dataset.of(samples.numbers(DType.FLOAT32, 1).reshape(Shape.of(dims)), classes);
    }

    private static Shape sampleShape(Shape file) {
        int[] dims = file.dims();
        return dims.length == 3 ? Shape.of(1, dims[1], dims[2]) : Shape.of(Arrays.copyOfRange(dims, 1, dims.length));
    }
}
