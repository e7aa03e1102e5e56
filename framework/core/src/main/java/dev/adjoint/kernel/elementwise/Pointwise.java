package dev.adjoint.kernel.elementwise;

import dev.adjoint.DType;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.Workspace;
import dev.adjoint.backend.LoopsF32;
import dev.adjoint.backend.LoopsF64;
import dev.adjoint.backend.Parallel;

/** Applies elementwise functions to arrays of either element type. */
public final class Pointwise {
    private Pointwise() {}

    /** Applies a function to each element. */
    public static NDArray map(NDArray x, UnaryF32 f32, UnaryF64 f64) {
        Shape shape = x.shape();
        if (x.dtype() == DType.FLOAT32) {
            float[] source = x.floats();
            NDArray y = Workspace.result(x.dtype(), shape);
            Parallel.range(x.size(), (from, to) -> f32.apply(source, y.floats(), from, to));
            return y;
        }
        double[] source = x.doubles();
        NDArray y = Workspace.result(x.dtype(), shape);
        Parallel.range(x.size(), (from, to) -> f64.apply(source, y.doubles(), from, to));
        return y;
    }

    /** Applies a function to the elements of two arrays, broadcast to a common shape. */
    public static NDArray map(NDArray a, NDArray b, BinaryF32 f32, BinaryF64 f64) {
        Shape shapeA = a.shape();
        Shape shape = shapeA.broadcast(b.shape());
        Broadcast plan = shapeA.equals(b.shape()) ? null : new Broadcast(shapeA, b.shape(), shape);
        if (a.dtype() == DType.FLOAT32) {
            float[] left = a.floats();
            float[] right = b.floats();
            NDArray y = Workspace.result(a.dtype(), shape);
            if (plan == null) {
                Parallel.range(y.size(), (from, to) -> f32.arrays(left, right, y.floats(), from, to));
            } else {
                rows(plan, (from, to) -> f32.broadcast(plan, left, right, y.floats(), from, to));
            }
            return y;
        }
        double[] left = a.doubles();
        double[] right = b.doubles();
        NDArray y = Workspace.result(a.dtype(), shape);
        if (plan == null) {
            Parallel.range(y.size(), (from, to) -> f64.arrays(left, right, y.doubles(), from, to));
        } else {
            rows(plan, (from, to) -> f64.broadcast(plan, left, right, y.doubles(), from, to));
        }
        return y;
    }

    private static void rows(Broadcast plan, Parallel.Range body) {
        Parallel.range(plan.rows(), Math.max(1, (1 << 15) / Math.max(1, plan.rowLength())), body);
    }

    /** {@code g} where {@code x > 0}, else 0: what a rectifier lets through. */
    public static NDArray gate(NDArray g, NDArray x) {
        NDArray y = Workspace.result(g.dtype(), g.shape());
        if (g.dtype() == DType.FLOAT32) {
            LoopsF32 loops = LoopsF32.current();
            Parallel.range(y.size(), (from, to) -> loops.gate(g.floats(), x.floats(), y.floats(), from, to));
        } else {
            LoopsF64 loops = LoopsF64.current();
            Parallel.range(y.size(), (from, to) -> loops.gate(g.doubles(), x.doubles(), y.doubles(), from, to));
        }
        return y;
    }

    /** The sum of two arrays, broadcast to a common shape. */
    public static NDArray add(NDArray a, NDArray b) {
        return map(a, b, ArithmeticF32.ADD, ArithmeticF64.ADD);
    }

    /** Adds an array that is broadcast to the shape of a fresh one, which nobody else has seen. */
    public static void addTo(NDArray y, NDArray b) {
        Broadcast plan = new Broadcast(y.shape(), b.shape(), y.shape());
        if (y.dtype() == DType.FLOAT32) {
            rows(plan, (from, to) -> ArithmeticF32.ADD.broadcast(plan, y.floats(), b.floats(), y.floats(), from, to));
        } else {
            rows(
                    plan,
                    (from, to) -> ArithmeticF64.ADD.broadcast(plan, y.doubles(), b.doubles(), y.doubles(), from, to));
        }
    }
}
