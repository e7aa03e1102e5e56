package dev.adjoint.nn;

import dev.adjoint.ArgumentException;
import dev.adjoint.ConvOptions;
import dev.adjoint.Padding;
import java.util.List;
import java.util.Locale;

/** The settings that convolutions and transposed convolutions share, checked: as many numbers as there are axes. */
final class ConvSettings {
    private ConvSettings() {}

    static Settings of(int axes, int in, int out, ConvOptions options) {
        if (options.kernel().isEmpty()) {
            throw new ArgumentException("kernel: expected options that name a kernel size, got none");
        }
        return Settings.NONE
                .with("in_channels", Layouts.positive("in channels", in))
                .with("out_channels", Layouts.positive("out channels", out))
                .with("kernel_size", Layouts.perAxis("kernel size", options.kernel(), axes))
                .with("stride", Layouts.perAxis("stride", options.stride(), axes))
                .with("padding", padding(axes, options.padding()))
                .with("dilation", Layouts.perAxis("dilation", options.dilation(), axes))
                .with("groups", options.groups())
                .with("bias", options.bias());
    }

    /** Those of windows alone, one number standing for all axes where one was given. */
    static Settings windows(ConvOptions options) {
        return Settings.NONE
                .with("kernel_size", options.kernel())
                .with("stride", options.stride())
                .with("padding", padding(options.padding().before().size(), options.padding()))
                .with("dilation", options.dilation())
                .with("padding_mode", options.mode().name().toLowerCase(Locale.ROOT));
    }

    /** One amount an axis, or two lists (before, after), or the name of a rule. */
    static Object padding(int axes, Padding padding) {
        if (padding.rule() != Padding.Rule.EXPLICIT) {
            return padding.rule().name().toLowerCase(Locale.ROOT);
        }
        List<Integer> before = Layouts.perAxis("padding", padding.before(), axes);
        List<Integer> after = Layouts.perAxis("padding", padding.after(), axes);
        return before.equals(after) ? before : List.of(before, after);
    }
}
