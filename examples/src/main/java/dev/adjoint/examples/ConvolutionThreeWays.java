package dev.adjoint.examples;

import dev.adjoint.ConvOptions;
import dev.adjoint.DType;
import dev.adjoint.Engine;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import dev.adjoint.window.ConvGeometry;
import dev.adjoint.window.ConvMatrix;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.DMatrixSparseCSC;
import org.ejml.sparse.csc.CommonOps_DSCC;

/**
 * One convolution, computed in three ways that look different and do the same: loops over all windows, a product of the
 * weight with the matrix of patches, and a product of a sparse matrix with the image. Prints the results side by side
 * and what each way costs.
 */
public final class ConvolutionThreeWays {
    private ConvolutionThreeWays() {}

    /**
     * What a way computed, and what it took.
     *
     * @param y the result {@code [Cout, outH, outW]}
     * @param multiplyAdds how many products were added up
     * @param bytes the memory used beside the image, the weight and the result
     */
    public record Way(NDArray y, long multiplyAdds, long bytes) {}

    /**
     * Visits every window and every cell of the filters, and skips cells that lie in the padding.
     *
     * @param x the image {@code [1, Cin, H, W]} in float64
     * @param weight the filters {@code [Cout, Cin, kH, kW]} in float64
     * @param options stride, padding and dilation
     * @return {@code y[o, p] = sum over c, k of weight[o, c, k] x[c, p stride - padding + k dilation]}
     */
    public static Way loops(Tensor x, Tensor weight, ConvOptions options) {
        ConvGeometry g = ConvGeometry.of(x.shape(), weight.shape(), options);
        double[] image = x.value().doubles();
        double[] filters = weight.value().doubles();
        double[] y = new double[g.outputShape(1).size()];
        int kernelHeight = g.height().kernel();
        int kernelWidth = g.width().kernel();
        long multiplyAdds = 0;
        for (int o = 0, to = 0; o < g.outputChannels(); o++) {
            for (int row = 0; row < g.height().output(); row++) {
                for (int column = 0; column < g.width().output(); column++, to++) {
                    for (int c = 0; c < g.inputChannels(); c++) {
                        for (int k = 0; k < g.kernelCells(); k++) {
                            int h = g.height().source(row, k / kernelWidth);
                            int w = g.width().source(column, k % kernelWidth);
                            if (h < 0 || h >= x.dim(2) || w < 0 || w >= x.dim(3)) {
                                continue;
                            }
                            int filterCell = (o * g.inputChannels() + c) * kernelHeight * kernelWidth + k;
                            y[to] += filters[filterCell] * image[(c * x.dim(2) + h) * x.dim(3) + w];
                            multiplyAdds++;
                        }
                    }
                }
            }
        }
        return new Way(result(g, y), multiplyAdds, 0);
    }

    /**
     * Copies the patch of each window into a column of a matrix P, padding included, and multiplies: {@code y = W P}.
     *
     * @param x the image {@code [1, Cin, H, W]} in float64
     * @param weight the filters {@code [Cout, Cin, kH, kW]} in float64
     * @param options stride, padding and dilation
     * @return the product
     */
    public static Way patches(Tensor x, Tensor weight, ConvOptions options) {
        ConvGeometry g = ConvGeometry.of(x.shape(), weight.shape(), options);
        Tensor patches = x.unfold(options).squeeze(0);
        Tensor y = weight.flatten(1).matmul(patches);
        long multiplyAdds = (long) weight.dim(0) * patches.dim(0) * patches.dim(1);
        return new Way(
                result(g, y.value().doubles()),
                multiplyAdds,
                8L * patches.value().size());
    }

    /**
     * Writes the filters into a sparse matrix C, one row a window, and multiplies: {@code y = C x}.
     *
     * @param x the image {@code [1, Cin, H, W]} in float64
     * @param weight the filters {@code [Cout, Cin, kH, kW]} in float64
     * @param options stride, padding and dilation
     * @return the product
     */
    public static Way sparseMatrix(Tensor x, Tensor weight, ConvOptions options) {
        ConvGeometry g = ConvGeometry.of(x.shape(), weight.shape(), options);
        DMatrixSparseCSC c = ConvMatrix.of(g, weight.value());
        DMatrixRMaj image = DMatrixRMaj.wrap(c.numCols, 1, x.value().doubles());
        DMatrixRMaj y = new DMatrixRMaj(c.numRows, 1);
        CommonOps_DSCC.mult(c, image, y);
        long bytes = (8L + 4L) * c.nz_length + 4L * (c.numCols + 1);
        return new Way(result(g, y.data), c.nz_length, bytes);
    }

    private static NDArray result(ConvGeometry g, double[] y) {
        return NDArray.of(
                Shape.of(g.outputChannels(), g.height().output(), g.width().output()), y);
    }

    /**
     * Prints a small convolution with its matrices, then the cost of a larger one.
     *
     * @param args not used
     */
    public static void main(String[] args) {
        small();
        System.out.println();
        large();
    }

    private static void small() {
        Tensor x = Tensor.of(IntStream.range(0, 9).asDoubleStream().toArray(), 1, 1, 3, 3);
        Tensor k = Tensor.of(IntStream.range(0, 4).asDoubleStream().toArray(), 1, 1, 2, 2);
        System.out.println("A small convolution: an image X of 3x3 and a kernel K of 2x2");
        System.out.println();
        System.out.println("  X =" + rows(x.value(), 3));
        System.out.println("  K =" + rows(k.value(), 2));
        System.out.println();
        System.out.println("1. Loops. The kernel slides over the image; each window is multiplied cell by cell.");
        System.out.println("  Y =" + rows(loops(x, k, ConvOptions.kernel(2)).y(), 2));
        System.out.println();
        System.out.println("2. Patches. Each column of P is the window of one output; Y is K as a row, times P.");
        System.out.println("  P =" + rows(x.unfold(ConvOptions.kernel(2)).value(), 4));
        System.out.println("  Y =" + rows(patches(x, k, ConvOptions.kernel(2)).y(), 2));
        System.out.println();
        System.out.println(
                "3. Sparse matrix. Each row of C holds K where one output reads; Y is C, times X as a column.");
        ConvGeometry geometry = ConvGeometry.of(x.shape(), k.shape(), ConvOptions.kernel(2));
        System.out.println("  C =" + rows(ConvMatrix.of(geometry, k.value())));
        System.out.println(
                "  Y =" + rows(sparseMatrix(x, k, ConvOptions.kernel(2)).y(), 2));
    }

    private static void large() {
        SplittableRandom random = new SplittableRandom(1);
        Tensor x = new Tensor(NDArray.normal(DType.FLOAT64, Shape.of(1, 8, 28, 28), 0, 1, random));
        Tensor weight = new Tensor(NDArray.normal(DType.FLOAT64, Shape.of(16, 8, 3, 3), 0, 1, random));
        ConvOptions options = ConvOptions.kernel(3).padding(1);
        NDArray y = x.conv(weight, options).value();
        System.out.println("A larger one: 8 channels of 28x28, 16 filters of 3x3, padding 1, in float64");
        System.out.println("(conv multiplies matrices by " + Engine.backend() + ")");
        System.out.println();
        System.out.printf(
                "  %-14s %14s %18s %28s%n", "", "multiply-adds", "additional memory", "largest difference to conv");
        print("loops", loops(x, weight, options), y);
        print("patches", patches(x, weight, options), y);
        print("sparse matrix", sparseMatrix(x, weight, options), y);
        System.out.println();
        System.out.println(
                "Loops and the sparse matrix skip the padding; patches multiply its zeros, but leave the work");
        System.out.println(
                "to a matrix product, at which processors are fastest. So does conv, in blocks, for most sizes.");
    }

    private static void print(String name, Way way, NDArray y) {
        double difference = IntStream.range(0, y.size())
                .mapToDouble(i -> Math.abs(y.at(i) - way.y().at(i)))
                .max()
                .orElseThrow();
        System.out.printf("  %-14s %,14d %,12d bytes %28.1e%n", name, way.multiplyAdds(), way.bytes(), difference);
    }

    private static String rows(NDArray matrix, int columns) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < matrix.size(); i++) {
            text.append(i % columns > 0 ? "" : i == 0 ? "  [" : "\n       [");
            text.append(String.format("%3.0f", matrix.at(i)));
            text.append(i % columns == columns - 1 ? " ]" : "");
        }
        return text.toString();
    }

    private static String rows(DMatrixSparseCSC matrix) {
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < matrix.numRows; row++) {
            text.append(row == 0 ? "  [" : "\n       [");
            for (int column = 0; column < matrix.numCols; column++) {
                boolean stored = matrix.isAssigned(row, column);
                text.append(stored ? String.format("%3.0f", matrix.get(row, column)) : "  .");
            }
            text.append(" ]");
        }
        return text.toString();
    }
}
