package dev.adjoint.nn;

import dev.adjoint.ArgumentException;
import dev.adjoint.Padding;
import dev.adjoint.PaddingMode;
import dev.adjoint.Tensor;
import java.util.List;

/**
 * Pads the spatial axes of {@code [N, C, spatial...]} or {@code [C, spatial...]}; see {@link PaddingMode}, which shows
 * each mode, and {@link dev.adjoint.op.Pad}. Source: PyTorch's {@code nn.ConstantPad}, {@code nn.ReflectionPad},
 * {@code nn.ReplicationPad} and {@code nn.CircularPad} of one to three axes.
 */
public final class Pad extends Layer {
    private final int axes;
    private final PaddingMode mode;
    private final double value;
    private final List<Integer> before;
    private final List<Integer> after;

    /**
     * Pads by a mode.
     *
     * @param axes the number of spatial axes, 1 to 3
     * @param mode what stands in the padding
     * @param padding how much, before and after each spatial axis; negative amounts crop
     */
    public Pad(int axes, PaddingMode mode, Padding padding) {
        this(state(axes, mode, padding));
    }

    /**
     * Pads with a number: {@code vv 1234 vv}.
     *
     * @param axes the number of spatial axes, 1 to 3
     * @param value the number that stands in the padding
     * @param padding how much, before and after each spatial axis; negative amounts crop
     * @return the layer
     */
    public static Pad constant(int axes, double value, Padding padding) {
        return new Pad(state(axes, PaddingMode.ZEROS, padding).with("value", value));
    }

    private static LayerSpec state(int axes, PaddingMode mode, Padding padding) {
        if (padding.rule() != Padding.Rule.EXPLICIT) {
            throw new ArgumentException("padding: expected amounts, got the rule " + padding.rule());
        }
        return LayerSpec.of()
                .with("axes", axes)
                .with("mode", mode)
                .with("before", padding.before())
                .with("after", padding.after());
    }

    Pad(LayerSpec spec) {
        super(spec);
        axes = Layouts.spatialAxes(spec);
        mode = spec.choice("mode", PaddingMode.class);
        before = SettingValues.list(spec.perAxis("before", axes));
        after = SettingValues.list(spec.perAxis("after", axes));
        value = spec.brief().number("value", 0);
        if (before.size() != after.size()) {
            throw new ArgumentException(
                    "padding: expected amounts before and after the same axes, got " + before + " and " + after);
        }
        if (value != 0 && mode != PaddingMode.ZEROS) {
            throw spec.error("setting value: expected mode zeros with it, got " + mode);
        }
    }

    @Override
    protected Tensor compute(Tensor x) {
        return Layouts.batched(x, axes, this::pad);
    }

    private Tensor pad(Tensor x) {
        int[] first = amounts(before, x.rank());
        int[] last = amounts(after, x.rank());
        return mode == PaddingMode.ZEROS
                ? dev.adjoint.op.Pad.constant(x, value, first, last)
                : dev.adjoint.op.Pad.pad(x, mode, first, last);
    }

    private static int[] amounts(List<Integer> amounts, int rank) {
        List<Integer> spatial = Layouts.perAxis("padding", amounts, rank - 2);
        int[] all = new int[rank];
        for (int i = 2; i < rank; i++) {
            all[i] = spatial.get(i - 2);
        }
        return all;
    }
}
