package dev.adjoint.suite.conv;

import dev.adjoint.ConvOptions;
import dev.adjoint.Shape;
import dev.adjoint.jqwik.ConvCase;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/**
 * A convolution in plain numbers, with its own arithmetic of sizes.
 *
 * @param batch the number of images
 * @param groups blocks of channels
 * @param inputsPerGroup input channels of a block
 * @param outputsPerGroup output channels of a block
 * @param axes one to three spatial axes
 */
record Geometry(int batch, int groups, int inputsPerGroup, int outputsPerGroup, List<Axis> axes) {

    /** Windows along one axis: as many as fit or, in a transposed convolution, a given number. */
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

        /** The size that a transposed convolution with this output padding makes from as many windows. */
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

    static Geometry of(ConvCase c) {
        ConvOptions options = c.options();
        List<Axis> axes = IntStream.range(0, c.axes())
                .mapToObj(i -> new Axis(
                        c.inputShape().dim(i + 2),
                        c.weightShape().dim(i + 2),
                        options.stride().get(i),
                        options.dilation().get(i),
                        options.padding().before().get(i),
                        options.padding().after().get(i)))
                .toList();
        int groups = options.groups();
        return new Geometry(
                c.inputShape().dim(0),
                groups,
                c.weightShape().dim(1),
                c.weightShape().dim(0) / groups,
                axes);
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
}
