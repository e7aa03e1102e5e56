package dev.adjoint.explorer;

import dev.adjoint.DType;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The numbers of an array, or of a block from its first corner.
 *
 * @param shape the sizes of the array
 * @param kept the sizes of the block; those of the array if nothing was left out
 * @param data the block in row-major order: {@code float[]} or {@code double[]}
 */
record RecordedArray(int[] shape, int[] kept, Object data) {

    /**
     * As much of an array as the limit allows. Axes are shortened from the first one on, so whole images are left out
     * first.
     */
    static RecordedArray of(NDArray array, int limit) {
        int[] shape = array.shape().dims();
        int[] kept = shape.clone();
        for (int axis = 0; axis < kept.length && size(kept) > limit; axis++) {
            long others = size(kept) / kept[axis];
            kept[axis] = (int) Math.max(1, limit / others);
        }
        return new RecordedArray(shape, kept, Arrays.equals(shape, kept) ? data(array) : block(array, kept));
    }

    /** The block's numbers, converted from either element type. */
    double[] numbers() {
        if (data instanceof double[] doubles) {
            return doubles;
        }
        float[] floats = (float[]) data;
        return IntStream.range(0, floats.length).mapToDouble(i -> floats[i]).toArray();
    }

    private static long size(int[] dims) {
        return Arrays.stream(dims).asLongStream().reduce(1, (a, b) -> a * b);
    }

    private static Object data(NDArray array) {
        return array.dtype() == DType.FLOAT32 ? array.toFloatArray() : array.toDoubleArray();
    }

    private static Object block(NDArray array, int[] kept) {
        double[] block = new double[(int) size(kept)];
        int[] index = new int[kept.length];
        for (int i = 0; i < block.length; i++) {
            block[i] = array.get(index);
            for (int axis = kept.length - 1; axis >= 0 && ++index[axis] == kept[axis]; axis--) {
                index[axis] = 0;
            }
        }
        return data(NDArray.of(Shape.of(kept), block).to(array.dtype()));
    }
}
