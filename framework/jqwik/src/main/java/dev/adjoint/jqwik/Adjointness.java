package dev.adjoint.jqwik;

import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import java.util.function.UnaryOperator;
import org.opentest4j.AssertionFailedError;

/** Whether one linear map is the adjoint of another and, if not, where they disagree. */
record Adjointness(UnaryOperator<Tensor> map, UnaryOperator<Tensor> adjoint, Tolerance tolerance) {
    /** In inputs with more elements than this, the wrong elements are not searched for. */
    private static final int SEARCHED = 1000;

    void require(NDArray x, NDArray g) {
        NDArray y = map.apply(new Tensor(x)).value();
        requireShape("the map's output", y.shape(), g.shape());
        NDArray dx = adjoint.apply(new Tensor(g)).value();
        requireShape("the adjoint's output", dx.shape(), x.shape());
        double forward = inner(y, g);
        double backward = inner(x, dx);
        double magnitude = magnitude(y, g) + magnitude(x, dx);
        if (forward != backward && !(Math.abs(forward - backward) <= tolerance.allowed(magnitude))) {
            String message = "adjoint: <map(x), g> = " + forward + ", but <x, adjoint(g)> = " + backward;
            if (x.size() <= SEARCHED) {
                Comparison.require(message + "\nadjoint(g)", dx, expected(x, g), Tolerance.of(x.dtype()));
            }
            throw new AssertionFailedError(message, forward, backward);
        }
    }

    private static void requireShape(String what, Shape actual, Shape expected) {
        if (!actual.equals(expected)) {
            throw new AssertionFailedError(
                    "adjoint: expected " + what + " to have shape " + expected + ", got " + actual, expected, actual);
        }
    }

    /** The adjoint of g by its definition: the element of the unit vector e is {@code <map(e), g>}. */
    private NDArray expected(NDArray x, NDArray g) {
        double[] elements = new double[x.size()];
        for (int i = 0; i < elements.length; i++) {
            double[] unit = new double[elements.length];
            unit[i] = 1;
            NDArray e = NDArray.wrap(x.shape(), unit).to(x.dtype());
            elements[i] = inner(map.apply(new Tensor(e)).value(), g);
        }
        return NDArray.wrap(x.shape(), elements).to(x.dtype());
    }

    private static double inner(NDArray a, NDArray b) {
        double sum = 0;
        for (int i = 0; i < a.size(); i++) {
            sum += a.at(i) * b.at(i);
        }
        return sum;
    }

    private static double magnitude(NDArray a, NDArray b) {
        double sum = 0;
        for (int i = 0; i < a.size(); i++) {
            sum += Math.abs(a.at(i) * b.at(i));
        }
        return sum;
    }
}
