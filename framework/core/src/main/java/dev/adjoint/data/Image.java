package dev.adjoint.data;

import dev.adjoint.DType;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.ShapeException;

/** What transforms do to an image {@code [channels, height, width]} of either element type. Each makes a new image. */
record Image(NDArray pixels, int channels, int height, int width) {
    static Image of(NDArray sample) {
        Shape shape = sample.shape();
        if (shape.rank() != 3) {
            throw new ShapeException("expected an image [channels, height, width], got shape " + shape);
        }
        return new Image(sample, shape.dim(0), shape.dim(1), shape.dim(2));
    }

    /** An image of the listed rows and columns; an entry of -1 stands for one full of {@code fill}. */
    NDArray pick(int[] rows, int[] columns, double fill) {
        NDArray to = NDArray.zeros(pixels.dtype(), Shape.of(channels, rows.length, columns.length));
        if (isFloat()) {
            ImageF32.pick(pixels.floats(), channels, height, width, rows, columns, (float) fill, to.floats());
        } else {
            ImageF64.pick(pixels.doubles(), channels, height, width, rows, columns, fill, to.doubles());
        }
        return to;
    }

    NDArray rotate(double radians, double fill) {
        NDArray to = NDArray.zeros(pixels.dtype(), pixels.shape());
        double cos = StrictMath.cos(radians);
        double sin = StrictMath.sin(radians);
        if (isFloat()) {
            ImageF32.rotate(pixels.floats(), channels, height, width, cos, sin, (float) fill, to.floats());
        } else {
            ImageF64.rotate(pixels.doubles(), channels, height, width, cos, sin, fill, to.doubles());
        }
        return to;
    }

    NDArray erase(int top, int left, int rows, int columns, double fill) {
        NDArray to = pixels.copy();
        if (isFloat()) {
            ImageF32.erase(to.floats(), channels, height, width, top, left, rows, columns, (float) fill);
        } else {
            ImageF64.erase(to.doubles(), channels, height, width, top, left, rows, columns, fill);
        }
        return to;
    }

    private boolean isFloat() {
        return pixels.dtype() == DType.FLOAT32;
    }
}
