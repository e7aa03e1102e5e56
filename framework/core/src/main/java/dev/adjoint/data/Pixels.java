package dev.adjoint.data;

import dev.adjoint.IntArray;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import java.util.List;

/**
 * Images of one byte a number. They stay bytes in memory, and become float32 numbers from 0 to 1 when they are asked
 * for. The bytes of sample i begin at {@code start + i * stride}.
 */
record Pixels(String source, byte[] bytes, int start, int stride, Shape shape, IntArray labels, List<String> classNames)
        implements Dataset {
    private static final float MAX = 255;

    @Override
    public int size() {
        return labels.shape().size();
    }

    @Override
    public Sample sample(int index) {
        IntArray label = label(index);
        float[] numbers = new float[shape.size()];
        int from = start + index * stride;
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (bytes[from + i] & 0xff) / MAX;
        }
        return new Sample(NDArray.wrap(shape, numbers), label);
    }

    @Override
    public IntArray label(int index) {
        Dataset.requireIndex(index, size());
        return IntArray.of(Shape.SCALAR, labels.at(index));
    }

    @Override
    public String name(int index) {
        return source + ": sample " + index;
    }

    /** The dataset as in {@code 288 samples in 3 classes}. */
    @Override
    public String toString() {
        return Description.of(this);
    }
}
