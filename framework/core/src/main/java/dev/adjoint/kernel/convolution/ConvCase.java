package dev.adjoint.kernel.convolution;

import static dev.adjoint.kernel.convolution.ConvProduct.FILTER_GRADIENT;
import static dev.adjoint.kernel.convolution.ConvProduct.INPUT_GRADIENT;

import dev.adjoint.window.ConvGeometry;

/**
 * What the choice of a way depends on, and the conditions of the rules of {@link ConvWays}.
 *
 * @param product the product to compute
 * @param geometry its sizes
 * @param batch the number of images
 * @param lanes the channels that a vector of the backend holds, 0 if it has no way of its own
 * @param transformCost an operation of a Fourier transform, in operations of products
 * @param isRough whether numbers lie too far apart for transforms, which mix all cells of an image
 */
record ConvCase(
        ConvProduct product, ConvGeometry geometry, int batch, int lanes, double transformCost, boolean isRough) {
    /** Channels of a group, in and out, from which on minimal filtering saves more than its transforms cost. */
    private static final int MANY_CHANNELS = 16;

    /** Elements of a window's row from which on a tile takes much longer than its beginning and its end. */
    private static final int LONG_ROW = 64;

    /** The same where products with patches would compute much in vain, between lines or strides of windows. */
    private static final int SHORT_ROW = 24;

    boolean transformsPay() {
        return !isRough && FourierConvF64.pays(geometry, batch, transformCost);
    }

    /** The same case, for numbers that transforms cannot bear. */
    ConvCase rough() {
        return new ConvCase(product, geometry, batch, lanes, transformCost, true);
    }

    /** Whether a window reads so many cells that their sum is cut into stretches, so that rounding does not add up. */
    boolean hasLongSums() {
        int inputs = product == INPUT_GRADIENT ? outputs() : inputs();
        return product != FILTER_GRADIENT && (long) inputs * geometry.kernelCells() > PatchConvF64.LONG_SUM;
    }

    boolean hasManyChannels() {
        return Math.min(inputs(), outputs()) >= MANY_CHANNELS && WinogradConvF64.applies(geometry);
    }

    boolean isDepthwise() {
        return geometry.isDepthwise();
    }

    boolean isPointwise() {
        return geometry.isPointwise();
    }

    boolean hasVectors() {
        return lanes > 0;
    }

    boolean hasOneInput() {
        return hasVectors() && DirectConvF64.applies(geometry);
    }

    boolean hasShortRows() {
        return hasVectors()
                && geometry.depth().stride() == 1
                && geometry.height().stride() == 1
                && geometry.width().stride() == 1
                && !fills(rowCells() * inputs());
    }

    boolean hasLongRows() {
        boolean sparse = 4 * geometry.width().output() < 3 * geometry.width().span();
        return hasVectors() && rowCells() * inputs() >= (sparse ? SHORT_ROW : LONG_ROW) && fills(outputs());
    }

    boolean hasLongRowsBack() {
        int cells = Math.max(1, rowCells() / geometry.width().stride());
        return hasVectors() && geometry.hasPhases() && cells * outputs() >= LONG_ROW && fills(inputs());
    }

    private int inputs() {
        return geometry.inputChannels() / geometry.groups();
    }

    private int outputs() {
        return geometry.outputChannels() / geometry.groups();
    }

    /** Cells of a window along its width that are neighbours. */
    private int rowCells() {
        return geometry.width().dilation() == 1 ? geometry.width().kernel() : 1;
    }

    /** Whether so many elements fill most of their vectors. */
    private boolean fills(int elements) {
        return 4 * elements >= 3 * ((elements + lanes - 1) / lanes * lanes);
    }
}
