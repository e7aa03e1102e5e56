package dev.adjoint.explorer;

import dev.adjoint.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The gradient of one leaf, compared with finite differences of the loss in float64.
 *
 * @param entry the leaf
 * @param step the distance h of the central differences {@code (L(x + h) - L(x - h)) / 2h}
 * @param elements flat positions of the compared elements
 * @param analytic the gradients from the tape
 * @param numeric the central differences
 * @param left the slopes {@code (L(x) - L(x - h)) / h}
 * @param right the slopes {@code (L(x + h) - L(x)) / h}
 * @param kink whether the slopes stay apart as the step shrinks, so that no derivative exists
 * @param curve how the error depends on the step
 */
record LeafCheck(
        int entry,
        double step,
        int[] elements,
        double[] analytic,
        double[] numeric,
        double[] left,
        double[] right,
        boolean[] kink,
        ErrorCurve curve) {
    /**
     * The best step for one-sided slopes is the square root of the spacing of float64, for central ones the cube root.
     */
    private static final double STEP = 1e-5;

    private static final double SHRINK = 8;

    /** The relative rounding error of the loss: a few units in the last place. */
    private static final double ROUNDING = 8 * Math.ulp(1.0);

    /** Compares elements that are evenly spread over the leaf. */
    static LeafCheck of(Replay single, Replay replay, int leaf, NDArray recorded, NDArray exact, int limit) {
        int size = recorded.size();
        int count = Math.min(size, limit);
        int[] elements = IntStream.range(0, count)
                .map(i -> (int) ((long) i * size / count))
                .toArray();
        double[] analytic = IntStream.of(elements).mapToDouble(recorded::at).toArray();
        double[] numeric = new double[count];
        double[] left = new double[count];
        double[] right = new double[count];
        boolean[] kink = new boolean[count];
        for (int i = 0; i < count; i++) {
            Slopes slopes = Slopes.of(replay, leaf, elements[i], STEP);
            left[i] = slopes.left;
            right[i] = slopes.right;
            numeric[i] = slopes.central();
            kink[i] = slopes.isBent()
                    && Slopes.of(replay, leaf, elements[i], STEP / SHRINK).jump() > slopes.jump() / 2;
        }
        List<Integer> smooth = new ArrayList<>();
        IntStream.range(0, count).filter(i -> !kink[i]).forEach(i -> smooth.add(elements[i]));
        return new LeafCheck(
                leaf,
                STEP,
                elements,
                analytic,
                numeric,
                left,
                right,
                kink,
                ErrorCurve.of(single, replay, leaf, smooth, exact));
    }

    /** The slopes of the loss on both sides of a point. */
    private record Slopes(double left, double right, double noise) {
        static Slopes of(Replay replay, int leaf, int element, double step) {
            double ahead = replay.shifted(leaf, element, step);
            double behind = replay.shifted(leaf, element, -step);
            double noise = ROUNDING * Math.max(Math.abs(ahead), Math.abs(behind)) / step;
            return new Slopes((replay.loss() - behind) / step, (ahead - replay.loss()) / step, noise);
        }

        double central() {
            return (left + right) / 2;
        }

        double jump() {
            return Math.abs(right - left);
        }

        boolean isBent() {
            return jump() > Math.max(4 * noise, 1e-3 * Math.max(Math.abs(left), Math.abs(right)));
        }
    }
}
