package dev.adjoint.jqwik;

import dev.adjoint.ArgumentException;
import java.util.Arrays;
import java.util.stream.IntStream;

/** The common part of samples of convolutions and poolings: images, and windows along 1 to 3 axes. */
abstract class WindowArbitrary<T, A extends WindowArbitrary<T, A>> extends DrawnArbitrary<T, A> {
    static final int MIN_AXES = 1;
    static final int MAX_AXES = 3;
    static final int MAX_BATCH = 2;
    static final int MAX_CHANNELS = 2;
    static final int MAX_WINDOWS = 3;
    static final int MIN_KERNEL = 1;
    static final int MAX_KERNEL = 3;
    static final int MAX_STRIDE = 3;
    static final int MAX_DILATION = 2;

    int minAxes = MIN_AXES;
    int maxAxes = MAX_AXES;
    int maxBatch = MAX_BATCH;
    int maxChannels = MAX_CHANNELS;
    int maxWindows = MAX_WINDOWS;
    int minKernel = MIN_KERNEL;
    int maxKernel = MAX_KERNEL;
    int maxStride = MAX_STRIDE;
    int maxDilation = MAX_DILATION;

    /**
     * Sets the number of spatial axes.
     *
     * @param least the smallest number, at least 1
     * @param most the largest number, at most 3
     * @return the changed samples
     * @throws ArgumentException if the least is below 1, above the most, or the most above 3
     */
    public final A axes(int least, int most) {
        Require.spatialAxes(1, least, most);
        A changed = copy();
        changed.minAxes = least;
        changed.maxAxes = most;
        return changed;
    }

    /**
     * Sets the largest number of images.
     *
     * @param most at least 1
     * @return the changed samples
     * @throws ArgumentException if it is below 1
     */
    public final A maxBatch(int most) {
        A changed = copy();
        changed.maxBatch = Require.atLeast("maximal batch", 1, most);
        return changed;
    }

    /**
     * Sets the largest number of channels. For a convolution this is the number in a group, both in and out.
     *
     * @param most at least 1
     * @return the changed samples
     * @throws ArgumentException if it is below 1
     */
    public final A maxChannels(int most) {
        A changed = copy();
        changed.maxChannels = Require.atLeast("maximal channels", 1, most);
        return changed;
    }

    /**
     * Sets the largest number of windows along an axis.
     *
     * @param most at least 1
     * @return the changed samples
     * @throws ArgumentException if it is below 1
     */
    public final A maxWindows(int most) {
        A changed = copy();
        changed.maxWindows = Require.atLeast("maximal windows", 1, most);
        return changed;
    }

    /**
     * Sets the size of the windows.
     *
     * @param least the fewest cells along an axis, at least 1
     * @param most the most cells along an axis
     * @return the changed samples
     * @throws ArgumentException if the least is below 1 or above the most
     */
    public final A kernel(int least, int most) {
        Require.range("kernel", 1, least, most);
        A changed = copy();
        changed.minKernel = least;
        changed.maxKernel = most;
        return changed;
    }

    /**
     * Sets the largest stride.
     *
     * @param most at least 1
     * @return the changed samples
     * @throws ArgumentException if it is below 1
     */
    public final A maxStride(int most) {
        A changed = copy();
        changed.maxStride = Require.atLeast("maximal stride", 1, most);
        return changed;
    }

    /**
     * Sets the largest dilation.
     *
     * @param most at least 1
     * @return the changed samples
     * @throws ArgumentException if it is below 1
     */
    public final A maxDilation(int most) {
        A changed = copy();
        changed.maxDilation = Require.atLeast("maximal dilation", 1, most);
        return changed;
    }

    /** The choices of a sample with the fewest axes, all alike: a first choice, those of each axis, and the rest. */
    final int[] alike(int first, int[] axis, int... rest) {
        IntStream axes = IntStream.range(0, minAxes).flatMap(i -> Arrays.stream(axis));
        return IntStream.concat(IntStream.concat(IntStream.of(first, 0), axes), Arrays.stream(rest))
                .toArray();
    }
}
