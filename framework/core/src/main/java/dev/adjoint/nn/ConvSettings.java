package dev.adjoint.nn;

import dev.adjoint.ArgumentException;
import dev.adjoint.ConvOptions;

/** The settings of layers with a convolution's windows, stated and read. */
final class ConvSettings {
    private ConvSettings() {}

    static LayerSpec state(LayerSpec spec, int in, int out, ConvOptions options) {
        return windows(spec.with("in_channels", in).with("out_channels", out), options)
                .with("groups", options.groups())
                .with("bias", options.bias());
    }

    static LayerSpec windows(LayerSpec spec, ConvOptions options) {
        if (options.kernel().isEmpty()) {
            throw new ArgumentException("kernel: expected options that name a kernel size, got none");
        }
        return spec.with("kernel_size", options.kernel())
                .with("stride", options.stride())
                .with("padding", options.padding())
                .with("dilation", options.dilation())
                .with("padding_mode", options.mode());
    }

    static ConvOptions read(LayerSpec spec, int axes) {
        return mode(spec, inputs(spec, axes));
    }

    /** Without a padding mode, which transposed convolutions do not have. */
    static ConvOptions inputs(LayerSpec spec, int axes) {
        return readWindows(spec, axes)
                .groups(spec.integer("groups", ConvOptions.DEFAULTS.groups()))
                .bias(spec.flag("bias", ConvOptions.DEFAULTS.bias()));
    }

    static ConvOptions readWindows(LayerSpec spec, int axes) {
        ConvOptions usual = ConvOptions.DEFAULTS;
        return ConvOptions.kernel(spec.perAxis("kernel_size", axes))
                .stride(SettingValues.ints(spec.perAxis("stride", axes, usual.stride())))
                .padding(spec.padding("padding", axes, usual.padding()))
                .dilation(SettingValues.ints(spec.perAxis("dilation", axes, usual.dilation())));
    }

    static ConvOptions mode(LayerSpec spec, ConvOptions options) {
        return options.mode(spec.choice("padding_mode", ConvOptions.DEFAULTS.mode()));
    }

    /** The shape {@code [first, second/groups, kernel...]}. */
    static int[] weightShape(int axes, int first, int second, ConvOptions options) {
        int groups = options.groups();
        if (first % groups != 0 || second % groups != 0) {
            throw new ArgumentException(
                    "groups: expected a divisor of " + second + " and " + first + " channels, got " + groups);
        }
        int[] sizes = new int[axes + 2];
        sizes[0] = first;
        sizes[1] = second / groups;
        for (int i = 0; i < axes; i++) {
            sizes[i + 2] = options.kernelAt(i, axes);
        }
        return sizes;
    }
}
