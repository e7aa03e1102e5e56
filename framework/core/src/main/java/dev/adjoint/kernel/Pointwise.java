package dev.adjoint.kernel;

import dev.adjoint.array.DType;
import dev.adjoint.array.NDArray;
import dev.adjoint.array.Shape;
import dev.adjoint.array.Workspace;

/** Applies elementwise functions to arrays of either element type. */
public final class Pointwise {
    private Pointwise() {}

    /** Applies a function to each element. */
    public static NDArray map(NDArray x, UnaryF32 f32, UnaryF64 f64) {
        NDArray y = Workspace.result(x.dtype(), x.shape());
        if (x.dtype() == DType.FLOAT32) {
            Parallel.range(x.size(), (from, to) -> f32.apply(x.floats(), y.floats(), from, to));
        } else {
            Parallel.range(x.size(), (from, to) -> f64.apply(x.doubles(), y.doubles(), from, to));
        }
        return y;
    }

    /** Applies a function to the elements of two arrays, broadcast to a common shape. */
    public static NDArray map(NDArray a, NDArray b, BinaryF32 f32, BinaryF64 f64) {
        Shape shape = a.shape().broadcast(b.shape());
        NDArray y = Workspace.result(a.dtype(), shape);
        boolean single = a.dtype() == DType.FLOAT32;
        if (a.shape().equals(b.shape())) {
            if (single) {
                Parallel.range(y.size(), (from, to) -> f32.arrays(a.floats(), b.floats(), y.floats(), from, to));
            } else {
                Parallel.range(y.size(), (from, to) -> f64.arrays(a.doubles(), b.doubles(), y.doubles(), from, to));
            }
            return y;
        }
        Broadcast plan = new Broadcast(a.shape(), b.shape(), shape);
        int grain = Math.max(1, (1 << 15) / Math.max(1, plan.rowLength()));
        if (single) {
            Parallel.range(
                    plan.rows(),
                    grain,
                    (from, to) -> f32.broadcast(plan, a.floats(), b.floats(), y.floats(), from, to));
        } else {
            Parallel.range(
                    plan.rows(),
                    grain,
                    (from, to) -> f64.broadcast(plan, a.doubles(), b.doubles(), y.doubles(), from, to));
        }
        return y;
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
}
