package dev.adjoint.window;

import java.util.ArrayList;
import java.util.List;

/**
 * A phase of a transposed convolution: the convolution that writes every stride-th input cell of each axis. See
 * {@link ConvGeometry#phase}.
 */
public final class Phase {
    private final ConvGeometry transposed;
    private final int d;
    private final int h;
    private final int w;
    private final ConvGeometry convolution;

    private Phase(ConvGeometry transposed, int d, int h, int w) {
        this.transposed = transposed;
        this.d = d;
        this.h = h;
        this.w = w;
        convolution = transposed.phase(d, h, w);
    }

    /**
     * The phases that write anything but zeros.
     *
     * @param transposed the convolution whose transpose is computed
     * @return its phases, at most one for each cell of a stride
     */
    public static List<Phase> of(ConvGeometry transposed) {
        List<Phase> phases = new ArrayList<>();
        for (int d = 0; d < transposed.depth().stride(); d++) {
            for (int h = 0; h < transposed.height().stride(); h++) {
                for (int w = 0; w < transposed.width().stride(); w++) {
                    Phase phase = new Phase(transposed, d, h, w);
                    if (phase.convolution.outputCells() > 0 && phase.convolution.kernelCells() > 0) {
                        phases.add(phase);
                    }
                }
            }
        }
        return phases;
    }

    /**
     * The convolution whose transpose it is a part of.
     *
     * @return the whole convolution
     */
    public ConvGeometry transposed() {
        return transposed;
    }

    /**
     * The convolution that it is.
     *
     * @return a convolution of strides of 1
     */
    public ConvGeometry convolution() {
        return convolution;
    }

    /**
     * The cells of a filter that belong to it, from the last to the first.
     *
     * @return their numbers in the filter, row by row
     */
    public int[] kernelCells() {
        Axis depth = transposed.depth();
        Axis height = transposed.height();
        Axis width = transposed.width();
        int[] cells = new int[convolution.kernelCells()];
        int to = cells.length;
        for (int kd = d; kd < depth.kernel(); kd += depth.stride()) {
            for (int kh = h; kh < height.kernel(); kh += height.stride()) {
                for (int kw = w; kw < width.kernel(); kw += width.stride()) {
                    cells[--to] = (kd * height.kernel() + kh) * width.kernel() + kw;
                }
            }
        }
        return cells;
    }

    /**
     * The input cells that it writes.
     *
     * @return their numbers in a plane, row by row
     */
    public int[] inputCells() {
        Axis depth = transposed.depth();
        Axis height = transposed.height();
        Axis width = transposed.width();
        int[] cells = new int[convolution.outputCells()];
        int to = 0;
        for (int id = depth.phaseStart(d); id < depth.input(); id += depth.stride()) {
            for (int ih = height.phaseStart(h); ih < height.input(); ih += height.stride()) {
                for (int iw = width.phaseStart(w); iw < width.input(); iw += width.stride()) {
                    cells[to++] = (id * height.input() + ih) * width.input() + iw;
                }
            }
        }
        return cells;
    }
}
