package dev.adjoint.nn;

import dev.adjoint.ArgumentException;
import dev.adjoint.Padding;
import dev.adjoint.PaddingMode;
import dev.adjoint.ShapeException;
import dev.adjoint.Tensor;
import java.util.List;
import java.util.Locale;

/**
 * Pads the spatial axes of {@code [N, C, spatial...]}; see {@link PaddingMode}, which shows each mode, and
 * {@link dev.adjoint.op.Pad}. Source: PyTorch's {@code nn.ConstantPad}, {@code nn.ReflectionPad},
 * {@code nn.ReplicationPad} and {@code nn.CircularPad} of one to three axes.
 */
public final class Pad extends Layer {
    private final PaddingMode mode;
    private final double value;
    private final Padding padding;

    private Pad(PaddingMode mode, double value, Padding padding) {
        if (padding.rule() != Padding.Rule.EXPLICIT) {
            throw new ArgumentException("padding: expected amounts, got the rule " + padding.rule());
        }
        this.mode = mode;
        this.value = value;
        this.padding = padding;
    }

    /**
     * Pads by a mode.
     *
     * @param mode what stands in the padding
     * @param padding how much, before and after each spatial axis; negative amounts crop
     */
    public Pad(PaddingMode mode, Padding padding) {
        this(mode, 0, padding);
    }

    /**
     * Pads with a number: {@code vv 1234 vv}.
     *
     * @param value the number that stands in the padding
     * @param padding how much, before and after each spatial axis; negative amounts crop
     * @return the layer
     */
    public static Pad constant(double value, Padding padding) {
        return new Pad(PaddingMode.ZEROS, value, padding);
    }

    @Override
    protected Tensor compute(Tensor x) {
        if (x.rank() < 3) {
            throw new ShapeException("expected [N, C, spatial...], got " + x.shape());
        }
        int[] before = amounts(padding.before(), x.rank());
        int[] after = amounts(padding.after(), x.rank());
        return mode == PaddingMode.ZEROS
                ? dev.adjoint.op.Pad.constant(x, value, before, after)
                : dev.adjoint.op.Pad.pad(x, mode, before, after);
    }

    private static int[] amounts(List<Integer> amounts, int rank) {
        List<Integer> spatial = Layouts.perAxis("padding", amounts, rank - 2);
        int[] all = new int[rank];
        for (int i = 2; i < rank; i++) {
            all[i] = spatial.get(i - 2);
        }
        return all;
    }

    @Override
    public Settings settings() {
        Settings settings = Settings.NONE
                .with("mode", mode.name().toLowerCase(Locale.ROOT))
                .with("before", padding.before())
                .with("after", padding.after());
        return value == 0 ? settings : settings.with("value", value);
    }
}
