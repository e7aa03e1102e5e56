package dev.adjoint.simd;

import dev.adjoint.backend.MatrixF64;
import dev.adjoint.backend.PatchesF64;
import dev.adjoint.backend.PlanesF64;

/**
 * Products with the patches of images, {@code C = A P}, without a patch matrix: rows of patches are shifted views of a
 * padded copy of the images, so a tile reads them there. See {@link PaddedLayoutF64}.
 */
final class PatchProductF64 {
    private static final int LANES = TilesF64.LANES;

    /** Rows of patches that one pass over the columns adds up: more passes touch C more often. */
    private static final int DEPTH = 320;

    /**
     * Up to so many rows of the result, too little is read twice to gain from more than one pass. A pass adds up each
     * element in one number, so it is not much longer for all that.
     */
    private static final int FEW_ROWS = 16;

    private static final int LONG = 4 * DEPTH;

    /** Cells of the images that are padded at a time: they stay in the second cache. */
    private static final int CELLS = 1 << 16;

    /** Columns whose sums stay in the second cache over all passes. */
    private static final int VECTORS = 64;

    private final MatrixF64 a;
    private final PatchesF64 patches;
    private final PaddedLayoutF64 layout;
    private final PlanesF64 c;

    PatchProductF64(MatrixF64 a, PatchesF64 patches, PlanesF64 c) {
        this.a = a;
        this.patches = patches;
        this.layout = PaddedLayoutF64.of(patches);
        this.c = c;
    }

    void multiply() {
        int depth = a.columns();
        int blocks = a.rows() <= FEW_ROWS && depth <= LONG ? 1 : (depth + DEPTH - 1) / DEPTH;
        double[] left = PanelsF64.left(a.rows() * depth);
        for (int block = 0; block < blocks; block++) {
            int from = block * depth / blocks;
            PanelsF64.packLeft(a, 0, a.rows(), from, (block + 1) * depth / blocks, left, a.rows() * from);
        }
        int together = Math.max(1, CELLS / Math.max(1, layout.imageSize()));
        for (int image = 0; image < patches.images(); image += together) {
            int count = Math.min(together, patches.images() - image);
            double[] cells = layout.fill(patches, image, count);
            if (layout.hasGaps()) {
                double[] product = PanelsF64.product(a.rows() * count * layout.breadth());
                int row = count * layout.breadth();
                columns(left, blocks, cells, count, product, 0, row, layout.breadth());
                compact(product, image, count);
            } else {
                int to = c.offset() + image * c.imageStride();
                columns(left, blocks, cells, count, c.data(), to, c.cells(), c.imageStride());
            }
        }
    }

    private void compact(double[] product, int image, int count) {
        for (int r = 0; r < a.rows(); r++) {
            for (int n = 0; n < count; n++) {
                int from = (r * count + n) * layout.breadth();
                layout.compact(product, from, c.data(), c.offset() + (image + n) * c.imageStride() + r * c.cells());
            }
        }
    }

    /** All columns, some at a time, for which the rows of patches are added up in blocks. */
    private void columns(
            double[] left, int blocks, double[] cells, int images, double[] target, int to, int step, int imageStep) {
        int depth = a.columns();
        int perLine = (layout.length() + LANES - 1) / LANES;
        int vectors = perLine * layout.lines().length * images;
        for (int v = 0; v < vectors; v += VECTORS) {
            int end = Math.min(vectors, v + VECTORS);
            for (int block = 0; block < blocks; block++) {
                int from = block * depth / blocks;
                int last = (block + 1) * depth / blocks;
                pairs(left, from, last, cells, v, end, perLine, target, to, step, imageStep, block > 0);
            }
        }
    }

    /** Two vectors of columns at a time. A vector ends with its line; the rest of it is computed in vain. */
    private void pairs(
            double[] left,
            int from,
            int last,
            double[] cells,
            int v,
            int end,
            int perLine,
            double[] target,
            int to,
            int step,
            int imageStep,
            boolean add) {
        int[] lines = layout.lines();
        int length = layout.length();
        PanelTilesF64 tiles = new PanelTilesF64(left, cells, layout.rows(), from, last);
        for (; v < end; v += 2) {
            int u = Math.min(v + 1, end - 1);
            int vIn = v % perLine * LANES;
            int uIn = u % perLine * LANES;
            int vLine = v / perLine % lines.length;
            int uLine = u / perLine % lines.length;
            int vImage = v / perLine / lines.length;
            int uImage = u / perLine / lines.length;
            int first = vImage * layout.imageSize() + lines[vLine] + vIn;
            int second = uImage * layout.imageSize() + lines[uLine] + uIn;
            int cFirst = to + vImage * imageStep + vLine * length + vIn;
            int cSecond = to + uImage * imageStep + uLine * length + uIn;
            int nFirst = Math.min(LANES, length - vIn);
            int nSecond = u == v ? 0 : Math.min(LANES, length - uIn);
            boolean whole = nFirst == LANES && nSecond == LANES;
            double[] scratch = whole ? target : PanelsF64.tile();
            tiles.columns(first, second);
            tiles.result(scratch, whole ? step : 2 * LANES, whole && add);
            int p = a.rows() * from;
            for (int r = 0; r < a.rows(); ) {
                int height = TilesF64.height(a.rows() - r);
                int at = r * step;
                if (whole) {
                    tiles.compute(height, p, height, cFirst + at, cSecond + at);
                } else {
                    tiles.compute(height, p, height, 0, LANES);
                    PanelsF64.copy(scratch, 0, 2 * LANES, target, cFirst + at, step, height, nFirst, add);
                    PanelsF64.copy(scratch, LANES, 2 * LANES, target, cSecond + at, step, height, nSecond, add);
                }
                r += height;
                p += height * (last - from);
            }
        }
    }
}
