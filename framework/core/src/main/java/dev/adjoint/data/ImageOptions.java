package dev.adjoint.data;

import dev.adjoint.ArgumentException;
import java.util.Optional;

/**
 * How an image file becomes a sample. Each setting has a default.
 *
 * <pre>{@code
 * ImageOptions.GREY.resize(28, 28)
 * }</pre>
 *
 * @param channels what a pixel becomes
 * @param size the size of the sample, or empty, the default, for that of the image
 * @param filter how an image is resized, {@link Filter#BILINEAR} by default
 * @param maxPixels the most pixels that an image may have, {@value #DEFAULT_MAX_PIXELS} by default; the limit is
 *     checked before memory is taken for them
 */
public record ImageOptions(Channels channels, Optional<Size> size, Filter filter, int maxPixels) {
    /** The default of {@code maxPixels}: 64 million. */
    public static final int DEFAULT_MAX_PIXELS = 1 << 26;

    /** One channel: brightness. */
    public static final ImageOptions GREY =
            new ImageOptions(Channels.GREY, Optional.empty(), Filter.BILINEAR, DEFAULT_MAX_PIXELS);

    /** Three channels: red, green and blue. */
    public static final ImageOptions RGB =
            new ImageOptions(Channels.RGB, Optional.empty(), Filter.BILINEAR, DEFAULT_MAX_PIXELS);

    /** What a pixel becomes. */
    public enum Channels {
        /** One number: 0.299 R + 0.587 G + 0.114 B if the pixel has a colour (ITU-R BT.601). */
        GREY(1),
        /** Three numbers: red, green and blue, which are equal where the image is grey. */
        RGB(3);

        private final int count;

        Channels(int count) {
            this.count = count;
        }

        /**
         * The number of channels.
         *
         * @return 1 or 3
         */
        public int count() {
            return count;
        }
    }

    /**
     * A size in pixels.
     *
     * @param height rows, at least 1
     * @param width columns, at least 1
     */
    public record Size(int height, int width) {
        /**
         * Checks the numbers.
         *
         * @param height rows, at least 1
         * @param width columns, at least 1
         * @throws ArgumentException if one is less than 1
         */
        public Size {
            Require.atLeast(1, "image size: height", height);
            Require.atLeast(1, "image size: width", width);
        }
    }

    /**
     * Checks the limit.
     *
     * @param channels what a pixel becomes
     * @param size the size of the sample, or empty for that of the image
     * @param filter how an image is resized
     * @param maxPixels the most pixels that an image may have, at least 1
     * @throws ArgumentException if the limit is less than 1
     */
    public ImageOptions {
        Require.atLeast(1, "images: most pixels", maxPixels);
    }

    /**
     * Resizes all images to one size, regardless of their aspect ratio.
     *
     * @param height rows
     * @param width columns
     * @return the changed options
     * @throws ArgumentException if one is less than 1
     */
    public ImageOptions resize(int height, int width) {
        return new ImageOptions(channels, Optional.of(new Size(height, width)), filter, maxPixels);
    }

    /**
     * Sets how images are resized.
     *
     * @param newFilter the filter
     * @return the changed options
     */
    public ImageOptions filter(Filter newFilter) {
        return new ImageOptions(channels, size, newFilter, maxPixels);
    }

    /**
     * Sets the most pixels that an image may have.
     *
     * @param limit at least 1
     * @return the changed options
     * @throws ArgumentException if the limit is less than 1
     */
    public ImageOptions maxPixels(int limit) {
        return new ImageOptions(channels, size, filter, limit);
    }
}
