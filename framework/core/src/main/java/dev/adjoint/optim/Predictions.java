package dev.adjoint.optim;

import dev.adjoint.ArgumentException;
import dev.adjoint.IntArray;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.ShapeException;
import dev.adjoint.Tensor;
import dev.adjoint.op.ArgMax;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Outputs {@code [n, classes, ...]} and their labels {@code [n, ...]}, position by position. */
final class Predictions {
    private final NDArray outputs;
    private final IntArray labels;
    private final IntArray predicted;
    private final int classes;
    private final int cells;

    Predictions(Tensor outputs, IntArray labels) {
        Shape shape = outputs.shape();
        if (shape.rank() < 2 || !labels.shape().equals(withoutClasses(shape))) {
            throw new ShapeException("metric of classes: expected outputs [n, classes, ...] and labels [n, ...], got "
                    + shape + " and " + labels.shape());
        }
        this.outputs = outputs.value();
        this.labels = labels;
        this.classes = shape.dim(1);
        this.cells = shape.size(2, shape.rank());
        for (int i = 0; i < size(); i++) {
            if (label(i) >= classes) {
                throw new ArgumentException("metric of classes: expected labels below the " + classes
                        + " classes of the outputs, got " + label(i) + " at position " + i);
            }
        }
        this.predicted = ArgMax.argmax(outputs.detach(), 1);
    }

    private static Shape withoutClasses(Shape shape) {
        int[] dims = shape.dims();
        return Shape.of(IntStream.range(0, dims.length)
                .filter(i -> i != 1)
                .map(i -> dims[i])
                .toArray());
    }

    int classes() {
        return classes;
    }

    int size() {
        return labels.shape().size();
    }

    /** Whether the label is a class and not to be left out. */
    boolean isCounted(int i) {
        return label(i) >= 0;
    }

    long counted() {
        return Arrays.stream(labels.ints()).filter(label -> label >= 0).count();
    }

    int label(int i) {
        return labels.at(i);
    }

    int predicted(int i) {
        return predicted.at(i);
    }

    /** How many classes precede the label in descending order of the outputs. NaN is larger than all numbers. */
    int rank(int i) {
        int first = i / cells * classes * cells + i % cells;
        double own = outputs.at(first + label(i) * cells);
        int before = 0;
        for (int c = 0; c < classes; c++) {
            double other = outputs.at(first + c * cells);
            boolean equal = other == own || Double.isNaN(other) && Double.isNaN(own);
            boolean larger = other > own || Double.isNaN(other);
            before += equal && c < label(i) || !equal && larger ? 1 : 0;
        }
        return before;
    }
}
