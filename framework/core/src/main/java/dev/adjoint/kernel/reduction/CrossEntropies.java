package dev.adjoint.kernel.reduction;

import dev.adjoint.DType;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.Workspace;
import dev.adjoint.backend.Parallel;

/** The cross-entropy of logits along an axis, for arrays of either element type. */
public final class CrossEntropies {
    private CrossEntropies() {}

    /** The targets of an element. */
    @FunctionalInterface
    public interface Targets {
        /** Writes one number a class; returns whether the element counts at all. */
        boolean write(int element, double[] target);
    }

    /** The factor of an element's gradient. */
    @FunctionalInterface
    public interface Scale {
        /** The factor. */
        double of(int element);
    }

    /** The loss of each element, 0 where it does not count. */
    public static double[] losses(NDArray x, int axis, Targets targets) {
        Shape shape = x.shape();
        int classes = shape.dim(axis);
        int inner = shape.size(axis + 1, shape.rank());
        double[] losses = new double[shape.size(0, axis) * inner];
        Parallel.range(classes == 0 ? 0 : losses.length, grain(classes), (from, to) -> {
            double[] target = new double[classes];
            for (int i = from; i < to; i++) {
                if (targets.write(i, target)) {
                    int first = i / inner * classes * inner + i % inner;
                    losses[i] = x.dtype() == DType.FLOAT32
                            ? CrossEntropyF32.loss(x.floats(), first, inner, target)
                            : CrossEntropyF64.loss(x.doubles(), first, inner, target);
                }
            }
        });
        return losses;
    }

    /** The gradient by the logits, 0 where an element does not count. */
    public static NDArray gradient(NDArray x, int axis, Targets targets, Scale scale) {
        Shape shape = x.shape();
        int classes = shape.dim(axis);
        int inner = shape.size(axis + 1, shape.rank());
        NDArray dx = Workspace.zeros(x.dtype(), shape);
        Parallel.range(classes == 0 ? 0 : shape.size() / classes, grain(classes), (from, to) -> {
            double[] target = new double[classes];
            for (int i = from; i < to; i++) {
                if (targets.write(i, target)) {
                    int first = i / inner * classes * inner + i % inner;
                    if (x.dtype() == DType.FLOAT32) {
                        CrossEntropyF32.gradient(x.floats(), first, inner, target, scale.of(i), dx.floats());
                    } else {
                        CrossEntropyF64.gradient(x.doubles(), first, inner, target, scale.of(i), dx.doubles());
                    }
                }
            }
        });
        return dx;
    }

    private static int grain(int classes) {
        return Math.max(1, (1 << 12) / Math.max(1, classes));
    }
}
