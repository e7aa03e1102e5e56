package dev.adjoint.simd;

import dev.adjoint.kernel.MatrixF64;
import dev.adjoint.kernel.PatchesF64;

/**
 * Products with the patches of images, without a patch matrix: rows of patches are shifted views of a padded copy of
 * the image, so a tile reads them there. See {@link PaddedImageF64}.
 */
final class PatchProductF64 {
    private static final int LANES = TilesF64.LANES;

    /** Rows of patches that one pass over the columns adds up. */
    private static final int DEPTH = 384;

    private PatchProductF64() {}

    static void multiply(MatrixF64 a, PatchesF64 patches, double[] c, int offset, int stride, boolean accumulate) {
        if (patches.transposed()) {
            dots(a, patches, c, offset, stride, accumulate);
            return;
        }
        for (int image = 0; image < patches.images(); image++) {
            PaddedImageF64 padded = PaddedImageF64.of(patches, image);
            int to = offset + image * patches.geometry().outputCells();
            tiles(a, padded, c, to, stride, accumulate);
        }
    }

    private static void tiles(
            MatrixF64 a, PaddedImageF64 image, double[] c, int offset, int stride, boolean accumulate) {
        boolean direct = !image.hasGaps();
        double[] target = direct ? c : PanelsF64.product(a.rows() * image.breadth());
        int to = direct ? offset : 0;
        int step = direct ? stride : image.breadth();
        int depth = a.columns();
        int blocks = (depth + DEPTH - 1) / DEPTH;
        for (int block = 0; block < blocks; block++) {
            int from = block * depth / blocks;
            int end = (block + 1) * depth / blocks;
            double[] left = PanelsF64.packLeft(a, 0, a.rows(), from, end);
            columns(left, a.rows(), image, from, end, target, to, step, block > 0 || (direct && accumulate));
        }
        if (!direct) {
            image.compact(target, a.rows(), c, offset, stride, accumulate);
        }
    }

    /** All columns, two vectors at a time. A vector ends with its line; the rest of it is computed in vain. */
    private static void columns(
            double[] left,
            int rows,
            PaddedImageF64 image,
            int from,
            int end,
            double[] c,
            int offset,
            int stride,
            boolean accumulate) {
        int vectorsPerLine = (image.length() + LANES - 1) / LANES;
        int vectors = vectorsPerLine * image.lines().length;
        for (int v = 0; v < vectors; v += 2) {
            int u = Math.min(v + 1, vectors - 1);
            int v0 = v % vectorsPerLine * LANES;
            int u0 = u % vectorsPerLine * LANES;
            int first = image.lines()[v / vectorsPerLine] + v0;
            int second = image.lines()[u / vectorsPerLine] + u0;
            int cFirst = offset + v / vectorsPerLine * image.length() + v0;
            int cSecond = offset + u / vectorsPerLine * image.length() + u0;
            int nFirst = Math.min(LANES, image.length() - v0);
            int nSecond = u == v ? 0 : Math.min(LANES, image.length() - u0);
            boolean whole = nFirst == LANES && nSecond == LANES;
            double[] scratch = whole ? c : PanelsF64.tile();
            for (int r = 0, p = 0; r < rows; ) {
                int height = PanelsF64.height(rows - r);
                int at = r * stride;
                if (whole) {
                    PanelsF64.tile(
                            height,
                            left,
                            p,
                            image.cells(),
                            image.rows(),
                            from,
                            end,
                            first,
                            second,
                            c,
                            cFirst + at,
                            cSecond + at,
                            stride,
                            accumulate);
                } else {
                    PanelsF64.tile(
                            height,
                            left,
                            p,
                            image.cells(),
                            image.rows(),
                            from,
                            end,
                            first,
                            second,
                            scratch,
                            0,
                            LANES,
                            2 * LANES,
                            false);
                    PanelsF64.copy(scratch, 0, 2 * LANES, c, cFirst + at, stride, height, nFirst, accumulate);
                    PanelsF64.copy(scratch, LANES, 2 * LANES, c, cSecond + at, stride, height, nSecond, accumulate);
                }
                r += height;
                p += height * (end - from);
            }
        }
    }

    /** The left operand's rows times windows: each entry a dot product along all lines of all images. */
    private static void dots(MatrixF64 a, PatchesF64 patches, double[] c, int offset, int stride, boolean accumulate) {
        int m = a.rows();
        int n = patches.columns();
        for (int r = 0; r < m && !accumulate; r++) {
            java.util.Arrays.fill(c, offset + r * stride, offset + r * stride + n, 0);
        }
        for (int image = 0; image < patches.images(); image++) {
            PaddedImageF64 padded = PaddedImageF64.of(patches, image);
            double[] left = padded.spread(a, image * patches.geometry().outputCells());
            int[] steps = padded.steps();
            int row = steps.length * LANES;
            for (int j = 0; j < n; ) {
                int width = n - j >= 4 ? 4 : 1;
                for (int r = 0; r < m; ) {
                    int height = m - r >= 4 ? 4 : m - r >= 2 ? 2 : 1;
                    PanelsF64.dots(
                            height,
                            width,
                            left,
                            r * row,
                            row,
                            padded.cells(),
                            padded.rows(),
                            j,
                            steps,
                            c,
                            offset + r * stride + j,
                            stride);
                    r += height;
                }
                j += width;
            }
        }
    }
}
