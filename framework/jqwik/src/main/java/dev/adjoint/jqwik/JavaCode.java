package dev.adjoint.jqwik;

import dev.adjoint.ConvOptions;
import dev.adjoint.DType;
import dev.adjoint.IntArray;
import dev.adjoint.NDArray;
import dev.adjoint.Padding;
import dev.adjoint.PaddingMode;
import dev.adjoint.PoolOptions;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import dev.adjoint.data.Batch;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Samples as Java expressions that make them again, with imports of the framework's packages. */
final class JavaCode {
    private JavaCode() {}

    static String of(Shape shape) {
        return shape.rank() == 0 ? "Shape.SCALAR" : "Shape.of(" + numbers(shape.dims()) + ")";
    }

    static String of(Tensor tensor) {
        String dims = tensor.rank() == 0 ? "" : ", " + numbers(tensor.shape().dims());
        return "Tensor.of(" + elements(tensor.value()) + dims + ")";
    }

    static String of(NDArray array) {
        return "NDArray.of(" + of(array.shape()) + ", " + elements(array) + ")";
    }

    static String of(IntArray array) {
        return "IntArray.of(" + of(array.shape()) + ", new int[] {" + numbers(array.ints()) + "})";
    }

    static String of(Batch batch) {
        return "new Batch(" + of(batch.inputs()) + ", " + of(batch.labels()) + ")";
    }

    private static String elements(NDArray array) {
        boolean single = array.dtype() == DType.FLOAT32;
        return IntStream.range(0, array.size())
                .mapToObj(i -> single ? literal((float) array.at(i)) : literal(array.at(i)))
                .collect(Collectors.joining(", ", single ? "new float[] {" : "new double[] {", "}"));
    }

    private static String literal(float value) {
        if (Float.isNaN(value)) {
            return "Float.NaN";
        }
        return Float.isInfinite(value) ? infinity("Float", value) : Float.toString(value) + "f";
    }

    private static String literal(double value) {
        if (Double.isNaN(value)) {
            return "Double.NaN";
        }
        return Double.isInfinite(value) ? infinity("Double", value) : Double.toString(value);
    }

    private static String infinity(String type, double value) {
        return type + (value > 0 ? ".POSITIVE_INFINITY" : ".NEGATIVE_INFINITY");
    }

    static String of(ConvOptions options) {
        return "ConvOptions.kernel(" + numbers(options.kernel()) + ")"
                + unless(isAll(1, options.stride()), ".stride(" + numbers(options.stride()) + ")")
                + of(options.padding())
                + unless(isAll(1, options.dilation()), ".dilation(" + numbers(options.dilation()) + ")")
                + unless(options.groups() == 1, ".groups(" + options.groups() + ")")
                + unless(options.mode() == PaddingMode.ZEROS, ".mode(PaddingMode." + options.mode() + ")")
                + unless(options.bias(), ".bias(false)");
    }

    static String of(PoolOptions options) {
        return "PoolOptions.kernel(" + numbers(options.kernel()) + ")"
                + unless(options.stride().isEmpty(), ".stride(" + numbers(options.stride()) + ")")
                + of(options.padding())
                + unless(isAll(1, options.dilation()), ".dilation(" + numbers(options.dilation()) + ")")
                + unless(!options.ceilMode(), ".ceilMode(true)")
                + unless(options.countIncludePad(), ".countIncludePad(false)")
                + unless(options.divisor() == 0, ".divisor(" + options.divisor() + ")");
    }

    private static String of(Padding padding) {
        if (padding.rule() != Padding.Rule.EXPLICIT) {
            return ".padding(Padding." + padding.rule() + ")";
        }
        if (padding.before().equals(padding.after())) {
            return unless(isAll(0, padding.before()), ".padding(" + numbers(padding.before()) + ")");
        }
        return ".padding(Padding.sides(new int[] {" + numbers(padding.before()) + "}, new int[] {"
                + numbers(padding.after()) + "}))";
    }

    private static boolean isAll(int number, List<Integer> sizes) {
        return sizes.stream().allMatch(size -> size == number);
    }

    private static String unless(boolean isDefault, String code) {
        return isDefault ? "" : code;
    }

    private static String numbers(int[] numbers) {
        return Arrays.stream(numbers).mapToObj(Integer::toString).collect(Collectors.joining(", "));
    }

    private static String numbers(List<Integer> numbers) {
        return numbers.stream().map(Object::toString).collect(Collectors.joining(", "));
    }
}
