package dev.adjoint.kernel.convolution;

import dev.adjoint.backend.BlockF64;
import dev.adjoint.backend.ConvF64;
import dev.adjoint.backend.DenseF64;
import dev.adjoint.backend.MatrixF64;
import dev.adjoint.backend.Parallel;
import dev.adjoint.backend.PatchesF64;
import dev.adjoint.backend.PlanesF64;
import dev.adjoint.backend.ProductsF64;
import dev.adjoint.backend.Scratch;
import dev.adjoint.window.ConvGeometry;
import java.util.Arrays;

/**
 * The three products of a convolution, group by group, as products with the matrix P of the images' patches: {@code y =
 * W P}, {@code dx = col2im(W' dy)} and {@code dW = dy P'}. Where each window is one cell, P is the image itself. Where
 * patches are read in place, {@code dx} is made of convolutions too: see {@link PhasesF64}.
 */
public final class PatchConvF64 implements ConvF64 {
    private static final Scratch<Scratch.Memory> COLUMNS = Scratch.memory();

    /** Cells of a window whose sum is cut into stretches: the error of a sum grows with the number of its terms. */
    static final int LONG_SUM = 1 << 16;

    /** Cells of a stretch. */
    private static final int STRETCH = 1 << 13;

    /** The most parts that a batch is cut into. */
    private static final int PARTS = 8;

    private final ConvGeometry geometry;
    private final int batch;
    private final ProductsF64 products;
    private final int parts;
    private final int windows;
    private final int inputsPerGroup;
    private final int outputsPerGroup;
    private final int rows;

    /** Convolutions of a number of images by some products. */
    public PatchConvF64(ConvGeometry geometry, int batch, ProductsF64 products) {
        this.geometry = geometry;
        this.batch = batch;
        this.products = products;
        this.parts = Math.min(batch, PARTS);
        this.windows = geometry.outputCells();
        this.inputsPerGroup = geometry.inputChannels() / geometry.groups();
        this.outputsPerGroup = geometry.outputChannels() / geometry.groups();
        this.rows = inputsPerGroup * geometry.kernelCells();
    }

    /** One group of the images of one part. */
    @FunctionalInterface
    private interface Piece {
        void run(int group, int part, int first, int images);
    }

    private void pieces(Piece body) {
        int groups = geometry.groups();
        Parallel.pieces(parts * groups, piece -> {
            int part = piece / groups;
            body.run(piece % groups, part, start(part), start(part + 1) - start(part));
        });
    }

    private int start(int part) {
        return (int) ((long) part * batch / parts);
    }

    @Override
    public void forward(double[] x, double[] w, double[] y) {
        pieces((group, part, first, images) -> {
            if (rows > LONG_SUM) {
                for (int n = first; n < first + images; n++) {
                    addUpStretches(x, w, y, group, n);
                }
                return;
            }
            MatrixF64 weight = DenseF64.of(w, group * outputsPerGroup * rows, outputsPerGroup, rows);
            if (!geometry.isPointwise()) {
                products.multiply(weight, patches(x, group, first, images, false), outputs(y, group, first, images));
                return;
            }
            for (int n = first; n < first + images; n++) {
                products.multiply(weight, pixels(x, group, n, false), y, output(group, n), windows, false);
            }
        });
    }

    /** The outputs of one image as sums of sums over stretches of each window's cells. */
    private void addUpStretches(double[] x, double[] w, double[] y, int group, int image) {
        MatrixF64 patches =
                geometry.isPointwise() ? pixels(x, group, image, false) : patches(x, group, image, 1, false);
        int filters = group * outputsPerGroup * rows;
        int block = ProductsF64.windowsAtOnce(STRETCH);
        for (int from = 0; from < windows; from += block) {
            int count = Math.min(block, windows - from);
            double[] sums = COLUMNS.get().doubles(outputsPerGroup * count);
            int to = output(group, image) + from;
            for (int cell = 0; cell < rows; cell += STRETCH) {
                int cells = Math.min(STRETCH, rows - cell);
                MatrixF64 weight = new DenseF64(w, filters + cell, rows, outputsPerGroup, cells, false);
                products.multiply(weight, new BlockF64(patches, cell, from, cells, count), sums, 0, count, false);
                for (int i = 0; i < outputsPerGroup * count; i++) {
                    int at = to + i / count * windows + i % count;
                    y[at] = cell == 0 ? sums[i] : y[at] + sums[i];
                }
            }
        }
    }

    @Override
    public void inputGradient(double[] dy, double[] w, double[] dx) {
        if (products.readsPatchesInPlace(inputsPerGroup) && !geometry.isPointwise() && geometry.hasPhases()) {
            new PhasesF64(geometry, batch, products).inputGradient(dy, w, dx);
            return;
        }
        pieces((group, part, first, images) -> {
            MatrixF64 weight = DenseF64.transposed(w, group * outputsPerGroup * rows, outputsPerGroup, rows);
            for (int n = first; n < first + images; n++) {
                if (geometry.isPointwise()) {
                    MatrixF64 gradient = DenseF64.of(dy, output(group, n), outputsPerGroup, windows);
                    products.multiply(weight, gradient, dx, input(group, n), windows, false);
                } else {
                    int to = input(group, n);
                    Arrays.fill(dx, to, to + inputsPerGroup * geometry.inputCells(), 0);
                    addColumns(weight, dy, output(group, n), patches(dx, group, n, 1, false));
                }
            }
        });
    }

    /** Adds {@code W' dy} to the cells that the windows of one image see, some windows at a time. */
    private void addColumns(MatrixF64 weight, double[] dy, int from, PatchesF64 patches) {
        int block = ProductsF64.windowsAtOnce(rows);
        for (int first = 0; first < windows; first += block) {
            int count = Math.min(block, windows - first);
            double[] columns = COLUMNS.get().doubles(rows * count);
            MatrixF64 gradient = new DenseF64(dy, from + first, windows, outputsPerGroup, count, false);
            products.multiply(weight, gradient, columns, 0, count, false);
            patches.add(first, count, columns, 0);
        }
    }

    @Override
    public void filterGradient(double[] x, double[] dy, double[] dw) {
        double[] sums = parts == 1 ? dw : new double[parts * dw.length];
        pieces((group, part, first, images) -> {
            int to = part * dw.length + group * outputsPerGroup * rows;
            if (products.readsPatchesInPlace(outputsPerGroup) && !geometry.isPointwise()) {
                MatrixF64 gradient = outputs(dy, group, first, images);
                products.multiply(gradient, patches(x, group, first, images, true), sums, to, rows, true);
                return;
            }
            for (int n = first; n < first + images; n++) {
                addFilterGradient(x, dy, group, n, sums, to);
            }
        });
        for (int part = 0; part < parts && parts > 1; part++) {
            for (int i = 0; i < dw.length; i++) {
                dw[i] += sums[part * dw.length + i];
            }
        }
    }

    private void addFilterGradient(double[] x, double[] dy, int group, int image, double[] dw, int to) {
        MatrixF64 patches = geometry.isPointwise() ? pixels(x, group, image, true) : patches(x, group, image, 1, true);
        int block = ProductsF64.windowsAtOnce(rows);
        for (int first = 0; first < windows; first += block) {
            int count = Math.min(block, windows - first);
            int from = output(group, image) + first;
            MatrixF64 gradient = new DenseF64(dy, from, windows, outputsPerGroup, count, false);
            MatrixF64 part = count == windows ? patches : new BlockF64(patches, first, 0, count, rows);
            products.multiply(gradient, part, dw, to, rows, true);
        }
    }

    private int input(int group, int image) {
        return (image * geometry.inputChannels() + group * inputsPerGroup) * geometry.inputCells();
    }

    private int output(int group, int image) {
        return (image * geometry.outputChannels() + group * outputsPerGroup) * windows;
    }

    private PatchesF64 patches(double[] x, int group, int first, int images, boolean transposed) {
        return new PatchesF64(geometry, x, input(group, first), inputsPerGroup, images, transposed);
    }

    /** The patches where each window is one cell. */
    private MatrixF64 pixels(double[] x, int group, int image, boolean transposed) {
        return DenseF64.of(x, input(group, image), inputsPerGroup, windows, transposed);
    }

    private PlanesF64 outputs(double[] y, int group, int first, int images) {
        int image = geometry.outputChannels() * windows;
        return new PlanesF64(y, output(group, first), image, images, outputsPerGroup, windows);
    }
}
