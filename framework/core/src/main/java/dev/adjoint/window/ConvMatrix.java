package dev.adjoint.window;

import dev.adjoint.MemoryException;
import dev.adjoint.NDArray;
import dev.adjoint.ShapeException;
import org.ejml.data.DMatrixSparseCSC;
import org.ejml.data.DMatrixSparseTriplet;
import org.ejml.ops.DConvertMatrixStruct;

/**
 * A convolution as the matrix it is: C with {@code conv(x, w) = C x} and {@code convTranspose(g, w) = C' g}, where x
 * and g are one image and one output gradient, flattened in row-major order. Each row is a window, each column an input
 * cell.
 *
 * <p>A 2x2 kernel {@code [[a, b], [c, d]]} on a 3x3 image has four windows and this matrix of nine columns:
 *
 * <pre>
 * a b . c d . . . .
 * . a b . c d . . .
 * . . . a b . c d .
 * . . . . a b . c d
 * </pre>
 *
 * Its transpose takes four numbers to nine: each gradient of an output cell is scattered, times the kernel, over the
 * cells that its window read. That is backpropagation through a convolution. Groups leave blocks empty, padding leaves
 * out entries, stride leaves out rows, dilation spreads the entries apart.
 *
 * <p>The matrix is meant for teaching and testing: it repeats each weight once a window. Compute with
 * {@link dev.adjoint.Tensor} instead. Source: V. Dumoulin and F. Visin, A guide to convolution arithmetic for deep
 * learning, 2016, section 4.1.
 */
public final class ConvMatrix {
    /** EJML keeps the row and the column of each entry in one array. */
    private static final int MOST = Integer.MAX_VALUE / 2;

    private ConvMatrix() {}

    /**
     * Builds the matrix.
     *
     * @param geometry the convolution's sizes
     * @param weight the filters {@code [Cout, Cin/groups, kernel...]}
     * @return the matrix of {@code Cout outputCells} rows and {@code Cin inputCells} columns, with an entry for each
     *     weight at each window whose cell lies inside the input
     * @throws ShapeException if the weight has another shape than the geometry's, or the matrix has more entries than
     *     an array holds
     */
    public static DMatrixSparseCSC of(ConvGeometry geometry, NDArray weight) {
        if (!weight.shape().equals(geometry.weightShape())) {
            throw new ShapeException("convolution matrix: expected a weight of shape " + geometry.weightShape()
                    + ", got " + weight.shape());
        }
        long most = (long) weight.size() * geometry.outputCells();
        if (most > MOST) {
            throw new ShapeException("convolution matrix: expected at most " + MOST + " entries, got " + most
                    + " for weight " + weight.shape() + " and " + geometry.outputCells() + " windows");
        }
        return MemoryException.guard(
                () -> "convolution matrix of " + most + " entries", () -> build(geometry, weight, (int) most));
    }

    private static DMatrixSparseCSC build(ConvGeometry geometry, NDArray weight, int most) {
        int filterCells = weight.shape().size(1, weight.shape().rank());
        int rows = geometry.outputShape(1).size();
        DMatrixSparseTriplet entries =
                new DMatrixSparseTriplet(rows, geometry.inputShape(1).size(), most);
        for (int row = 0; row < rows; row++) {
            int filter = row / geometry.outputCells();
            for (int k = 0; k < filterCells; k++) {
                int column = column(geometry, filter, row % geometry.outputCells(), k);
                if (column >= 0) {
                    entries.addItem(row, column, weight.at(filter * filterCells + k));
                }
            }
        }
        return DConvertMatrixStruct.convert(entries, (DMatrixSparseCSC) null);
    }

    /** The input cell that cell k of a filter {@code [Cin/groups, kernel...]} reads for a window, or -1 for padding. */
    private static int column(ConvGeometry g, int filter, int window, int k) {
        int channelsOfGroup = g.inputChannels() / g.groups();
        int group = filter / (g.outputChannels() / g.groups());
        int channel = group * channelsOfGroup + k / g.kernelCells();
        Axis h = g.height();
        Axis w = g.width();
        int iw = w.source(window % w.output(), k % w.kernel());
        int ih = h.source(window / w.output() % h.output(), k / w.kernel() % h.kernel());
        int id = g.depth()
                .source(
                        window / w.output() / h.output(),
                        k / w.kernel() / h.kernel() % g.depth().kernel());
        boolean inside = iw >= 0
                && iw < w.input()
                && ih >= 0
                && ih < h.input()
                && id >= 0
                && id < g.depth().input();
        return inside ? ((channel * g.depth().input() + id) * h.input() + ih) * w.input() + iw : -1;
    }
}
