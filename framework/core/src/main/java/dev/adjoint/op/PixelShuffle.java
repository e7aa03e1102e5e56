package dev.adjoint.op;

import dev.adjoint.ArgumentException;
import dev.adjoint.Shape;
import dev.adjoint.ShapeException;
import dev.adjoint.Tensor;
import java.util.Arrays;

/**
 * Exchanges channels for resolution. Made of {@link Reshape} and {@link Permute}; either direction is the gradient of
 * the other. Source: Shi et al., Real-time single image and video super-resolution, 2016, and PyTorch's
 * {@code torch.nn.functional.pixel_shuffle}.
 */
public final class PixelShuffle {
    private PixelShuffle() {}

    /**
     * Spreads each r x r channels over an r times finer grid: {@code y[n, c, h r + i, w r + j] = x[n, (c r + i) r + j,
     * h, w]}.
     *
     * @param x {@code [..., c r^2, h, w]}
     * @param factor r
     * @return {@code [..., c, h r, w r]}
     * @throws ShapeException if the number of channels is not a multiple of {@code r^2}
     */
    public static Tensor shuffle(Tensor x, int factor) {
        requireImage("pixel_shuffle", x, factor);
        int channels = x.dim(-3);
        if (channels % ((long) factor * factor) != 0) {
            throw new ShapeException(
                    "pixel_shuffle: expected a multiple of " + factor + "^2 channels along axis -3, got " + x.shape());
        }
        int c = (int) (channels / ((long) factor * factor));
        int h = x.dim(-2);
        int w = x.dim(-1);
        return x.reshape(Shape.of(images(x), c, factor, factor, h, w))
                .permute(0, 1, 4, 2, 5, 3)
                .reshape(resized(x, c, times(h, factor), times(w, factor)));
    }

    /**
     * Stacks the cells of each r x r block as channels, undoing {@link #shuffle}: {@code y[n, (c r + i) r + j, h, w] =
     * x[n, c, h r + i, w r + j]}.
     *
     * @param x {@code [..., c, h r, w r]}
     * @param factor r
     * @return {@code [..., c r^2, h, w]}
     * @throws ShapeException if height or width is not a multiple of r
     */
    public static Tensor unshuffle(Tensor x, int factor) {
        requireImage("pixel_unshuffle", x, factor);
        if (x.dim(-2) % factor != 0 || x.dim(-1) % factor != 0) {
            throw new ShapeException(
                    "pixel_unshuffle: expected height and width to be multiples of " + factor + ", got " + x.shape());
        }
        int c = x.dim(-3);
        int h = x.dim(-2) / factor;
        int w = x.dim(-1) / factor;
        return x.reshape(Shape.of(images(x), c, h, factor, w, factor))
                .permute(0, 1, 3, 5, 2, 4)
                .reshape(resized(x, times(c, times(factor, factor)), h, w));
    }

    private static void requireImage(String name, Tensor x, int factor) {
        if (factor < 1) {
            throw new ArgumentException(name + ": expected a factor of at least 1, got " + factor);
        }
        if (x.rank() < 3) {
            throw new ShapeException(name + ": expected an input [..., channels, height, width], got " + x.shape());
        }
    }

    private static int images(Tensor x) {
        return x.shape().size(0, x.rank() - 3);
    }

    /** A product of sizes, which may be too large only beside an axis of size 0. */
    private static int times(int size, int factor) {
        return Shape.of(size, factor).size();
    }

    private static Shape resized(Tensor x, int channels, int height, int width) {
        int[] dims = Arrays.copyOf(x.shape().dims(), x.rank());
        dims[dims.length - 3] = channels;
        dims[dims.length - 2] = height;
        dims[dims.length - 1] = width;
        return Shape.of(dims);
    }
}
