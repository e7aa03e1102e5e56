package dev.adjoint.kernel.convolution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.window.Axis;
import dev.adjoint.window.ConvGeometry;
import org.junit.jupiter.api.Test;

/** Which way of computing a convolution is taken. */
class ConvWaysTest {
    private static final int LANES = 16;

    @Test
    void tableOfWaysFitsOnAScreen() {
        assertThat(ConvWays.table()).isEqualTo("""
                any product      fourier   if saves more operations than its own cost; numbers of similar magnitude; because its cost does not grow with the kernel
                any product      patches   if a window reads more than 65536 cells; because their sum is cut into stretches
                any product      winograd  if 3x3, stride 1; 16 channels or more, in and out; because it takes a quarter of the multiplications
                any product      direct    if one input and one output channel in each group; because a product of matrices would have one row
                filter gradient  direct    if vectors; one input channel a group; because windows of a plane are lines of its cells
                any product      patches   if 1x1, stride 1, no padding; because the patches are the image itself
                filter gradient  direct    if vectors; stride 1; a window's row fills less than 3/4 of its vectors; because the same, plane by plane
                filter gradient  cells     if vectors; because a window's row is read where it stands
                forward          cells     if vectors; a window's row has 64 elements or more, or 24 where windows lie far apart; because no window between lines or strides is computed in vain
                input gradient   cells     if vectors; a row of each phase has 64 elements or more; because the same, phase by phase
                any product      patches   if always; because it takes any convolution""");
    }

    @Test
    void withoutVectorsMostConvolutionsAreProductsWithPatches() {
        for (ConvProduct product : ConvProduct.values()) {
            assertThat(way(product, conv(1, 6, 1, 28, 5), 0)).isEqualTo(ConvWay.PATCHES);
            assertThat(way(product, conv(16, 32, 1, 28, 3), 0)).isEqualTo(ConvWay.WINOGRAD);
            assertThat(way(product, conv(15, 32, 1, 28, 3), 0)).isEqualTo(ConvWay.PATCHES);
            assertThat(way(product, conv(64, 64, 64, 28, 3), 0)).isEqualTo(ConvWay.DIRECT);
            assertThat(way(product, conv(32, 32, 32, 56, 31), 0)).isEqualTo(ConvWay.FOURIER);
            assertThat(way(product, conv(64, 64, 1, 28, 1), 0)).isEqualTo(ConvWay.PATCHES);
        }
    }

    @Test
    void vectorsTakeCellsWhereWindowsHaveLongRows() {
        assertThat(way(ConvProduct.FORWARD, conv(16, 16, 1, 14, 5), LANES)).isEqualTo(ConvWay.CELLS);
        assertThat(way(ConvProduct.FORWARD, conv(6, 16, 1, 14, 5), LANES)).isEqualTo(ConvWay.PATCHES);
        assertThat(way(ConvProduct.FORWARD, conv(16, 5, 1, 14, 5), LANES)).isEqualTo(ConvWay.PATCHES);
        assertThat(way(ConvProduct.INPUT_GRADIENT, conv(16, 16, 1, 14, 5), LANES))
                .isEqualTo(ConvWay.CELLS);
        assertThat(way(ConvProduct.INPUT_GRADIENT, conv(1, 16, 1, 14, 5), LANES))
                .isEqualTo(ConvWay.PATCHES);
        assertThat(way(ConvProduct.FILTER_GRADIENT, conv(16, 16, 1, 14, 5), LANES))
                .isEqualTo(ConvWay.CELLS);
        assertThat(way(ConvProduct.FILTER_GRADIENT, conv(1, 6, 1, 28, 5), LANES))
                .isEqualTo(ConvWay.DIRECT);
        assertThat(way(ConvProduct.FILTER_GRADIENT, conv(2, 6, 1, 28, 5), LANES))
                .isEqualTo(ConvWay.DIRECT);
        assertThat(way(ConvProduct.FILTER_GRADIENT, conv(64, 64, 1, 28, 1), LANES))
                .isEqualTo(ConvWay.PATCHES);
    }

    @Test
    void numbersFarApartKeepTransformsAway() {
        ConvCase large = new ConvCase(ConvProduct.FORWARD, conv(32, 32, 32, 56, 31), 4, 0, 1.5, false);
        assertThat(ConvWays.of(large)).isEqualTo(ConvWay.FOURIER);
        assertThat(ConvWays.of(large.rough())).isEqualTo(ConvWay.DIRECT);
    }

    @Test
    void windowsOfManyCellsAreSummedInStretches() {
        assertThat(way(ConvProduct.FORWARD, conv(1 << 15, 16, 1, 4, 3), 0)).isEqualTo(ConvWay.PATCHES);
        assertThat(way(ConvProduct.FORWARD, conv(1 << 12, 16, 1, 4, 3), 0)).isEqualTo(ConvWay.WINOGRAD);
    }

    private static ConvWay way(ConvProduct product, ConvGeometry geometry, int lanes) {
        return ConvWays.of(new ConvCase(product, geometry, 4, lanes, 1.5 * Math.max(1, lanes), false));
    }

    private static ConvGeometry conv(int inputs, int outputs, int groups, int size, int kernel) {
        Axis axis = Axis.of(size, kernel, 1, 1, kernel / 2, kernel / 2);
        return ConvGeometry.of(inputs, outputs, groups, axis, axis);
    }
}
