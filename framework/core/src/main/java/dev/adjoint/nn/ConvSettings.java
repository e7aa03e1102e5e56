package dev.adjoint.nn;

import dev.adjoint.window.ConvOptions;
import dev.adjoint.window.Padding;
import java.util.List;
import java.util.Locale;

/** The settings that convolutions and transposed convolutions share, as a model file names them. */
final class ConvSettings {
    private ConvSettings() {}

    static Settings of(int axes, int in, int out, ConvOptions options) {
        return Settings.NONE
                .with("in_channels", in)
                .with("out_channels", out)
                .with("kernel_size", Layouts.perAxis(options.kernel(), axes))
                .with("stride", Layouts.perAxis(options.stride(), axes))
                .with("padding", padding(axes, options.padding()))
                .with("dilation", Layouts.perAxis(options.dilation(), axes))
                .with("groups", options.groups())
                .with("bias", options.bias());
    }

    /** One amount an axis, or two lists (before, after), or the name of a rule. */
    private static Object padding(int axes, Padding padding) {
        if (padding.rule() != Padding.Rule.EXPLICIT) {
            return padding.rule().name().toLowerCase(Locale.ROOT);
        }
        List<Integer> before = Layouts.perAxis(padding.before(), axes);
        List<Integer> after = Layouts.perAxis(padding.after(), axes);
        return before.equals(after) ? before : List.of(before, after);
    }
}
