package dev.adjoint;

/**
 * Which axes of a tensor are spatial. A tensor with n of them is a batch {@code [N, C, spatial...]} of rank n + 2, or a
 * sample {@code [C, spatial...]} of rank n + 1. Rank 4 counts as a batch of images and rank 5 as a batch of volumes
 * where nothing tells n; rank 3, which may be a batch of signals as well as an image, is refused then.
 */
final class Spatial {
    private Spatial() {}

    /**
     * The number of spatial axes.
     *
     * @param name the operation
     * @param x the input's shape
     * @param told the number that the caller gave, 0 if none
     * @param hint how to give it for an image, and for a batch of signals
     */
    static int axes(String name, Shape x, int told, String hint) {
        if (told > 0) {
            return told;
        }
        if (x.rank() == 4 || x.rank() == 5) {
            return x.rank() - 2;
        }
        if (x.rank() == 3) {
            throw new ShapeException(name + ": " + x + " may be an image [C, H, W] or a batch of signals [N, C, L]; "
                    + "say which: " + hint);
        }
        throw new ShapeException(
                name + ": expected a batch [N, C, spatial...] with 1 to 3 spatial axes, or one sample of it, got " + x);
    }

    /** The most numbers that any setting lists, 0 if all stand for every axis. */
    static int listed(int... counts) {
        int most = 0;
        for (int count : counts) {
            most = Math.max(most, count);
        }
        return most > 1 ? most : 0;
    }

    /** Whether a shape is that of one sample; if not, it is that of a batch. */
    static boolean isSample(String name, Shape x, int axes) {
        if (x.rank() != axes + 1 && x.rank() != axes + 2) {
            throw new ShapeException(name + ": expected a batch [N, C, spatial...] with " + axes
                    + (axes == 1 ? " spatial axis" : " spatial axes") + ", or one sample [C, spatial...], got " + x);
        }
        return x.rank() == axes + 1;
    }

    /** Without the batch axis of size 1. */
    static IntArray sample(IntArray batch) {
        return batch.reshape(batch.shape().reduced(new int[] {0}, false));
    }
}
