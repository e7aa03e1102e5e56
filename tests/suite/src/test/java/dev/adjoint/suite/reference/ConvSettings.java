package dev.adjoint.suite.reference;

import dev.adjoint.window.ConvOptions;
import dev.adjoint.window.Padding;
import dev.adjoint.window.PaddingMode;
import dev.adjoint.window.TransposeOptions;

/** PyTorch's settings of convolutions as options. */
final class ConvSettings {
    private ConvSettings() {}

    static ConvOptions conv(Attributes s) {
        return strides(s).padding(padding(s)).mode(mode(s.text("padding_mode", "zeros")));
    }

    /** Without an output padding or size: those follow from {@code output_padding} or {@code output_size}. */
    static TransposeOptions transpose(Attributes s) {
        return TransposeOptions.of(strides(s).padding(s.integers("padding", 0)));
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

    private static ConvOptions strides(Attributes s) {
        return ConvOptions.DEFAULTS
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
