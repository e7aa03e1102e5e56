package dev.adjoint.backend;

import dev.adjoint.window.ConvGeometry;

/**
 * A way of a backend's own to compute convolutions of many channels, on cells: images are laid out so that the channels
 * of a cell stand side by side, and a vector holds some of them. The table of ways, {@code ConvWays}, says where it is
 * taken.
 */
public interface ConvolutionsF64 {
    /** No way of its own. */
    ConvolutionsF64 NONE = new ConvolutionsF64() {
        @Override
        public int lanes() {
            return 0;
        }

        @Override
        public ConvF64 of(ConvGeometry geometry, int batch) {
            throw new IllegalStateException("no convolutions on cells");
        }
    };

    /**
     * How many channels a vector holds.
     *
     * @return at least 1, or 0 if there is no such way
     */
    int lanes();

    /**
     * The convolution of a geometry.
     *
     * @param geometry sizes, not pointwise
     * @param batch the number of images
     * @return what computes its three products
     */
    ConvF64 of(ConvGeometry geometry, int batch);
}
