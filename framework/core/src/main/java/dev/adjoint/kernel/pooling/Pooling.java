package dev.adjoint.kernel.pooling;

import dev.adjoint.DType;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.Workspace;
import dev.adjoint.backend.Parallel;
import dev.adjoint.window.PoolGeometry;
import dev.adjoint.window.Windows;
import java.util.Arrays;

/** Pooling for arrays of either element type. */
public final class Pooling {
    /** Elements read by one piece of work. */
    private static final int GRAIN = 1 << 15;

    private final PoolGeometry geometry;
    private final Spans depth;
    private final Spans height;
    private final Spans width;

    public Pooling(PoolGeometry geometry) {
        this.geometry = geometry;
        this.depth = Spans.of(geometry.depth());
        this.height = Spans.of(geometry.height());
        this.width = Spans.of(geometry.width());
    }

    /** The largest element of each window. Its place in {@code x} goes to {@code places}. */
    public NDArray max(NDArray x, int[] places) {
        NDArray y = Workspace.result(x.dtype(), geometry.outputShape(x.shape()));
        int lines = y.size() / width.output();
        int grain = grain(x.size(), lines);
        if (x.dtype() == DType.FLOAT32) {
            PoolF32 pool = new PoolF32(depth, height, width);
            Parallel.range(lines, grain, (from, to) -> pool.max(x.floats(), y.floats(), places, from, to));
        } else {
            PoolF64 pool = new PoolF64(depth, height, width);
            Parallel.range(lines, grain, (from, to) -> pool.max(x.doubles(), y.doubles(), places, from, to));
        }
        return y;
    }

    /** The sum of each window divided by its divisor. */
    public NDArray average(NDArray x, double[] divisors) {
        NDArray y = Workspace.result(x.dtype(), geometry.outputShape(x.shape()));
        int lines = y.size() / width.output();
        int grain = grain(x.size(), lines);
        if (x.dtype() == DType.FLOAT32) {
            PoolF32 pool = new PoolF32(depth, height, width);
            Parallel.range(lines, grain, (from, to) -> pool.average(x.floats(), divisors, y.floats(), from, to));
        } else {
            PoolF64 pool = new PoolF64(depth, height, width);
            Parallel.range(lines, grain, (from, to) -> pool.average(x.doubles(), divisors, y.doubles(), from, to));
        }
        return y;
    }

    /** The adjoint of {@link #average}. */
    public NDArray spread(NDArray dy, double[] divisors, Shape shape) {
        NDArray dx = Workspace.zeros(dy.dtype(), shape);
        int planes = shape.dim(0) * shape.dim(1);
        int grain = grain(dx.size(), planes);
        if (dy.dtype() == DType.FLOAT32) {
            PoolF32 pool = new PoolF32(depth, height, width);
            Parallel.range(planes, grain, (from, to) -> pool.spread(dy.floats(), divisors, dx.floats(), from, to));
        } else {
            PoolF64 pool = new PoolF64(depth, height, width);
            Parallel.range(planes, grain, (from, to) -> pool.spread(dy.doubles(), divisors, dx.doubles(), from, to));
        }
        return dx;
    }

    /**
     * The number of cells of each window of a plane.
     *
     * @param countPadding whether cells in the padding count
     */
    public double[] divisors(boolean countPadding) {
        int[] d = countPadding ? padded(geometry.depth()) : depth.cells();
        int[] h = countPadding ? padded(geometry.height()) : height.cells();
        int[] w = countPadding ? padded(geometry.width()) : width.cells();
        double[] divisors = new double[geometry.outputCells()];
        for (int o = 0; o < divisors.length; o++) {
            divisors[o] = (double) d[o / w.length / h.length] * h[o / w.length % h.length] * w[o % w.length];
        }
        return divisors;
    }

    private static int[] padded(Windows windows) {
        int[] cells = new int[windows.output()];
        Arrays.setAll(cells, windows::padded);
        return cells;
    }

    private static int grain(int elements, int lines) {
        return Math.max(1, GRAIN / Math.max(1, elements / Math.max(1, lines)));
    }
}
