package dev.adjoint.kernel.elementwise;

import dev.adjoint.Shape;
import java.util.Arrays;

/**
 * How two arrays are read when they are broadcast to a common shape: neighbouring axes that both read alike are merged,
 * the innermost merged axis is a row, and each row begins at one place of either array.
 */
public final class Broadcast {
    private final Shape shape;
    private int axes;
    private final int[] dims;
    private final int[] aStrides;
    private final int[] bStrides;

    /** The broadcast of {@code a} with {@code b} to {@code shape}. */
    public Broadcast(Shape a, Shape b, Shape shape) {
        this.shape = shape;
        int[] as = a.stridesIn(shape);
        int[] bs = b.stridesIn(shape);
        dims = new int[shape.rank() + 1];
        aStrides = new int[shape.rank() + 1];
        bStrides = new int[shape.rank() + 1];
        dims[0] = 1;
        axes = 1;
        for (int i = 0; i < as.length; i++) {
            int n = shape.dim(i);
            int last = axes - 1;
            if (n == 1) {
                continue;
            }
            if (dims[last] == 1 || (aStrides[last] == as[i] * n && bStrides[last] == bs[i] * n)) {
                axes--;
                n *= dims[last];
            }
            dims[axes] = n;
            aStrides[axes] = as[i];
            bStrides[axes] = bs[i];
            axes++;
        }
    }

    /** The common shape. */
    public Shape shape() {
        return shape;
    }

    /** The length of a row. */
    public int rowLength() {
        return dims[axes - 1];
    }

    /** The number of rows. */
    public int rows() {
        return shape.size() == 0 ? 0 : shape.size() / rowLength();
    }

    /** How far apart neighbours of a row lie in the first array, 0 or 1. */
    public int aStep() {
        return rowLength() == 1 ? 1 : aStrides[axes - 1];
    }

    /** How far apart neighbours of a row lie in the second array, 0 or 1. */
    public int bStep() {
        return rowLength() == 1 ? 1 : bStrides[axes - 1];
    }

    /** Where a row begins in the first array. */
    public int aOffset(int row) {
        return offset(row, aStrides);
    }

    /** Where a row begins in the second array. */
    public int bOffset(int row) {
        return offset(row, bStrides);
    }

    private int offset(int row, int[] strides) {
        int offset = 0;
        for (int i = axes - 2; i >= 0; i--) {
            offset += row % dims[i] * strides[i];
            row /= dims[i];
        }
        return offset;
    }

    @Override
    public String toString() {
        return Arrays.toString(Arrays.copyOf(dims, axes));
    }
}
