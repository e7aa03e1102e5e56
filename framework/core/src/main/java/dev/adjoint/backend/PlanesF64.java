package dev.adjoint.backend;

import dev.adjoint.window.ConvGeometry;

/**
 * Some channels of several images as a matrix: row c and column {@code (n, i)} hold cell i of channel c of image n.
 *
 * @param data the memory
 * @param offset where the first of the channels begins in the first image
 * @param imageStride how far apart the same channel of neighbouring images begins
 * @param images how many images
 * @param rows how many channels
 * @param cells the cells of one channel
 */
public record PlanesF64(double[] data, int offset, int imageStride, int images, int rows, int cells)
        implements MatrixF64 {
    /**
     * The input channels of one group of a convolution.
     *
     * @param geometry the convolution's sizes
     * @param x its input
     * @param batch the number of images
     * @param group which group
     * @return the matrix, in the same memory
     */
    public static PlanesF64 inputs(ConvGeometry geometry, double[] x, int batch, int group) {
        return of(x, batch, geometry.inputChannels(), geometry.groups(), group, geometry.inputCells());
    }

    /**
     * The output channels of one group of a convolution.
     *
     * @param geometry the convolution's sizes
     * @param y its output
     * @param batch the number of images
     * @param group which group
     * @return the matrix, in the same memory
     */
    public static PlanesF64 outputs(ConvGeometry geometry, double[] y, int batch, int group) {
        return of(y, batch, geometry.outputChannels(), geometry.groups(), group, geometry.outputCells());
    }

    private static PlanesF64 of(double[] data, int batch, int channels, int groups, int group, int cells) {
        int rows = channels / groups;
        return new PlanesF64(data, group * rows * cells, channels * cells, batch, rows, cells);
    }

    @Override
    public int columns() {
        return images * cells;
    }

    @Override
    public void copy(int row, int column, int rows, int columns, double[] target, int at, int step) {
        for (int r = 0; r < rows; r++) {
            for (int done = 0; done < columns; ) {
                int image = (column + done) / cells;
                int cell = (column + done) % cells;
                int count = Math.min(cells - cell, columns - done);
                int from = offset + image * imageStride + (row + r) * cells + cell;
                System.arraycopy(data, from, target, at + r * step + done, count);
                done += count;
            }
        }
    }
}
