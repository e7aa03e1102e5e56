package dev.adjoint.suite.conv;

import dev.adjoint.array.DType;
import dev.adjoint.array.NDArray;
import dev.adjoint.array.Shape;
import dev.adjoint.autograd.Tensor;
import dev.adjoint.window.ConvOptions;
import dev.adjoint.window.Padding;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/**
 * A convolution to be tested: its sizes in plain numbers, with an arithmetic of their own.
 *
 * @param batch the number of images
 * @param groups blocks of channels
 * @param inputsPerGroup input channels of a block
 * @param outputsPerGroup output channels of a block
 * @param axes one to three spatial axes
 */
record Geometry(int batch, int groups, int inputsPerGroup, int outputsPerGroup, List<Axis> axes) {

    /** Windows along one axis; as many as fit, or, in a transposed convolution, a given number. */
    record Axis(int input, int kernel, int stride, int dilation, int before, int after, int output) {
        Axis(int input, int kernel, int stride, int dilation, int before, int after) {
            this(
                    input,
                    kernel,
                    stride,
                    dilation,
                    before,
                    after,
                    (input + before + after - (kernel - 1) * dilation - 1) / stride + 1);
        }

        /** The input that a transposed convolution with this output padding makes of as many windows. */
        Axis withOutputPadding(int cells) {
            int made = (output - 1) * stride - before - after + extent() + cells;
            return new Axis(made, kernel, stride, dilation, before, after, output);
        }

        int extent() {
            return (kernel - 1) * dilation + 1;
        }

        int leftOver() {
            return (input + before + after - extent()) % stride;
        }

        /** Whether any window reads an input cell. */
        boolean touches(int cell) {
            for (int o = 0; o < output(); o++) {
                for (int k = 0; k < kernel; k++) {
                    if (o * stride - before + k * dilation == cell) {
                        return true;
                    }
                }
            }
            return false;
        }
    }

    Geometry withOutputPadding(int[] cells) {
        List<Axis> padded = IntStream.range(0, rank())
                .mapToObj(i -> axes.get(i).withOutputPadding(cells[i]))
                .toList();
        return new Geometry(batch, groups, inputsPerGroup, outputsPerGroup, padded);
    }

    int rank() {
        return axes.size();
    }

    Shape inputShape() {
        return shape(batch, groups * inputsPerGroup, Axis::input);
    }

    Shape weightShape() {
        return shape(groups * outputsPerGroup, inputsPerGroup, Axis::kernel);
    }

    Shape outputShape() {
        return shape(batch, groups * outputsPerGroup, Axis::output);
    }

    ConvOptions options() {
        return ConvOptions.DEFAULTS
                .stride(each(Axis::stride))
                .dilation(each(Axis::dilation))
                .padding(Padding.sides(each(Axis::before), each(Axis::after)))
                .groups(groups);
    }

    int[] each(ToIntFunction<Axis> number) {
        return axes.stream().mapToInt(number).toArray();
    }

    private Shape shape(int first, int second, ToIntFunction<Axis> size) {
        int[] dims = new int[rank() + 2];
        dims[0] = first;
        dims[1] = second;
        System.arraycopy(each(size), 0, dims, 2, rank());
        return Shape.of(dims);
    }

    /**
     * Multiples of 1/8 between -2 and 2, whose products and sums of products are exact, in whatever order they are
     * added: results can be compared to the bit.
     */
    Tensor exact(Shape shape) {
        Random random = new Random(31L * hashCode() + shape.hashCode());
        double[] numbers = new double[shape.size()];
        Arrays.setAll(numbers, i -> (random.nextInt(33) - 16) / 8.0);
        return new Tensor(NDArray.wrap(shape, numbers));
    }

    /** Normally distributed numbers. */
    Tensor normal(Shape shape) {
        return new Tensor(NDArray.normal(DType.FLOAT64, shape, 0, 1, new Random(17L * hashCode() + shape.hashCode())));
    }
}
