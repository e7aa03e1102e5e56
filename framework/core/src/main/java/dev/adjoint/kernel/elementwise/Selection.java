package dev.adjoint.kernel.elementwise;

import dev.adjoint.BoolArray;
import dev.adjoint.DType;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.Workspace;
import dev.adjoint.kernel.indexing.Strided;
import java.util.function.DoublePredicate;

/** Tests and choices, element by element. */
public final class Selection {
    private Selection() {}

    /** Where a condition holds. */
    public static BoolArray test(NDArray x, DoublePredicate condition) {
        boolean[] result = new boolean[x.size()];
        for (int i = 0; i < result.length; i++) {
            result[i] = condition.test(x.at(i));
        }
        return BoolArray.wrap(x.shape(), result);
    }

    /** A condition on two numbers. */
    @FunctionalInterface
    public interface PairPredicate {
        boolean test(double a, double b);
    }

    /** Where a condition holds between the elements of two arrays, broadcast to a common shape. */
    public static BoolArray test(NDArray a, NDArray b, PairPredicate condition) {
        Shape shape = a.shape().broadcast(b.shape());
        NDArray left = Strided.read(a, 0, shape, a.shape().stridesIn(shape));
        NDArray right = Strided.read(b, 0, shape, b.shape().stridesIn(shape));
        boolean[] result = new boolean[shape.size()];
        for (int i = 0; i < result.length; i++) {
            result[i] = condition.test(left.at(i), right.at(i));
        }
        return BoolArray.wrap(shape, result);
    }

    /** Elements of {@code a} where the condition holds, else of {@code b}; all of one shape. */
    public static NDArray where(BoolArray condition, NDArray a, NDArray b) {
        NDArray y = Workspace.result(a.dtype(), condition.shape());
        boolean[] first = condition.booleans();
        if (a.dtype() == DType.FLOAT32) {
            FunctionsF32.where(first, a.floats(), b.floats(), y.floats());
        } else {
            FunctionsF64.where(first, a.doubles(), b.doubles(), y.doubles());
        }
        return y;
    }
}
