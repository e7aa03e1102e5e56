package dev.adjoint.bench;

import dev.adjoint.IntArray;
import dev.adjoint.NDArray;
import dev.adjoint.Parameter;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import dev.adjoint.nn.Block;

/** The numbers that every framework measured on the workloads computes with. */
final class Numbers {
    private static final int CLASSES = 10;

    private Numbers() {}

    /** Numbers of [-scale, scale) that depend on the seed and their place alone (SplitMix64). */
    static float[] fill(long seed, int count, double scale) {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            long z = seed * 0xd1b54a32d192ed03L + (i + 1L) * 0x9e3779b97f4a7c15L;
            z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
            z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
            z ^= z >>> 31;
            float unit = (float) (z >>> 40) * 0x1p-24f;
            numbers[i] = (unit * 2 - 1) * (float) scale;
        }
        return numbers;
    }

    static NDArray array(long seed, double scale, int... dims) {
        Shape shape = Shape.of(dims);
        return NDArray.wrap(shape, fill(seed, shape.size(), scale));
    }

    static Tensor tensor(long seed, int... dims) {
        return new Tensor(array(seed, 1, dims));
    }

    static IntArray labels(long seed, int count) {
        float[] numbers = fill(seed, count, 1);
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            labels[i] = Math.min(CLASSES - 1, Math.max(0, (int) ((numbers[i] + 1) * (CLASSES / 2))));
        }
        return IntArray.of(labels);
    }

    /** Sets the i-th weight of convolutions and linear layers to numbers of seed i, and every bias to 0. */
    static <M extends Block> M initialise(M model) {
        int seed = 0;
        for (Parameter parameter : model.parameters().values()) {
            Shape shape = parameter.shape();
            if (shape.rank() > 1) {
                seed++;
                int fanIn = shape.size() / shape.dim(0);
                parameter.assign(NDArray.wrap(shape, fill(seed, shape.size(), 1 / Math.sqrt(fanIn))));
            } else if (parameter.name().endsWith("bias")) {
                parameter.assign(NDArray.zeros(parameter.dtype(), shape));
            }
        }
        return model;
    }

    static double sumOfMagnitudes(NDArray array) {
        double sum = 0;
        for (int i = 0; i < array.shape().size(); i++) {
            sum += Math.abs(array.at(i));
        }
        return sum;
    }
}
