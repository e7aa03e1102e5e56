package dev.adjoint.jqwik;

import dev.adjoint.GradCheckReport;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import java.util.BitSet;
import java.util.List;
import org.opentest4j.AssertionFailedError;

/** Turns the report of a gradient check into a failure that shows where the gradient is wrong. */
final class GradientComparison {
    private GradientComparison() {}

    static void require(GradCheckReport report, List<? extends Tensor> inputs) {
        if (!report.passed()) {
            throw new AssertionFailedError(report + map(report, inputs));
        }
    }

    /** The wrong elements of the input that holds the worst, if they were checked one by one. */
    private static String map(GradCheckReport report, List<? extends Tensor> inputs) {
        GradCheckReport.Comparison worst = report.worst();
        if (worst.verdict() != GradCheckReport.Verdict.DIFFERS
                || worst.direction() >= 0
                || worst.input() == GradCheckReport.Comparison.UPSTREAM) {
            return "";
        }
        Shape shape = inputs.get(worst.input()).shape();
        BitSet wrong = new BitSet();
        report.failures().stream()
                .filter(c -> c.order() == worst.order() && c.input() == worst.input())
                .forEach(c -> wrong.set(flat(shape, c.index())));
        return "\n  " + (worst.order() == 1 ? "gradient" : "second-order gradient") + " of input " + worst.input()
                + ", " + shape + ": " + new ErrorMap(shape, wrong, flat(shape, worst.index()));
    }

    private static int flat(Shape shape, List<Integer> index) {
        int flat = 0;
        for (int axis = 0; axis < shape.rank(); axis++) {
            flat = flat * shape.dim(axis) + index.get(axis);
        }
        return flat;
    }
}
