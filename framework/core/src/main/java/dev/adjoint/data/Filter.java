package dev.adjoint.data;

/**
 * How much the pixels around a position count when an image is resized. The distance is in pixels of the image or, if
 * the result has fewer pixels, in pixels of the result, so that shrinking takes all pixels into account. These are the
 * filters of Pillow.
 */
public enum Filter {
    /** All pixels up to half a pixel away count equally: the mean of the pixels that a pixel of the result covers. */
    BOX(0.5) {
        @Override
        double weight(double distance) {
            return distance > -0.5 && distance <= 0.5 ? 1 : 0;
        }
    },
    /** {@code 1 - |d|} up to 1. */
    BILINEAR(1) {
        @Override
        double weight(double distance) {
            return Math.max(0, 1 - Math.abs(distance));
        }
    },
    /**
     * The cubic convolution kernel with a = -1/2, up to 2. Source: Keys, Cubic convolution interpolation for digital
     * image processing, 1981.
     */
    BICUBIC(2) {
        @Override
        double weight(double distance) {
            double d = Math.abs(distance);
            if (d >= 2) {
                return 0;
            }
            return d < 1 ? (1.5 * d - 2.5) * d * d + 1 : ((-0.5 * d + 2.5) * d - 4) * d + 2;
        }
    };

    private final double support;

    Filter(double support) {
        this.support = support;
    }

    /** The largest distance at which a pixel counts. */
    double support() {
        return support;
    }

    /** How much a pixel at a distance counts, before the weights are scaled to a sum of 1. */
    abstract double weight(double distance);
}
