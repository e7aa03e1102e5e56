package dev.adjoint.suite.reference;

import dev.adjoint.ConvOptions;
import dev.adjoint.Padding;
import dev.adjoint.PaddingMode;
import dev.adjoint.Shape;
import dev.adjoint.TransposeOptions;
import java.util.Arrays;

/** PyTorch's settings of convolutions as options; the kernel's size is known from the weight's shape. */
final class ConvSettings {
    private ConvSettings() {}

    static ConvOptions conv(Attributes s, Shape weight) {
        return strides(s, weight).padding(padding(s)).mode(mode(s.text("padding_mode", "zeros")));
    }

    static TransposeOptions transpose(Attributes s, Shape weight) {
        TransposeOptions options = TransposeOptions.of(strides(s, weight).padding(s.integers("padding", 0)));
        return s.has("output_size")
                ? options.outputSize(s.integers("output_size"))
                : options.outputPadding(s.integers("output_padding", 0));
    }

    static PaddingMode mode(String name) {
        return switch (name) {
            case "zeros" -> PaddingMode.ZEROS;
            case "reflect" -> PaddingMode.REFLECT;
            case "replicate" -> PaddingMode.REPLICATE;
            case "circular" -> PaddingMode.CIRCULAR;
            default -> throw new IllegalArgumentException("unknown padding mode " + name);
        };
    }

    private static ConvOptions strides(Attributes s, Shape weight) {
        int[] kernel = Arrays.copyOfRange(weight.dims(), 2, weight.rank());
        return ConvOptions.kernel(kernel)
                .stride(s.integers("stride", 1))
                .dilation(s.integers("dilation", 1))
                .groups(s.integer("groups", 1));
    }

    private static Padding padding(Attributes s) {
        if (!s.isText("padding")) {
            return Padding.of(s.integers("padding", 0));
        }
        return switch (s.text("padding")) {
            case "same" -> Padding.SAME;
            case "valid" -> Padding.VALID;
            default -> throw new IllegalArgumentException("unknown padding " + s.text("padding"));
        };
    }
}
