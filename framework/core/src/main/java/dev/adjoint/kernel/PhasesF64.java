package dev.adjoint.kernel;

import dev.adjoint.window.Axis;
import dev.adjoint.window.ConvGeometry;

/**
 * A transposed convolution as convolutions: one for each phase of its strides, each of which writes every stride-th
 * cell of the result. With strides of 1 it is one convolution. No cell is written twice, and nothing is computed in
 * vain.
 */
final class PhasesF64 {
    private final ConvGeometry geometry;
    private final int batch;
    private final GemmF64 gemm;

    PhasesF64(ConvGeometry geometry, int batch, GemmF64 gemm) {
        this.geometry = geometry;
        this.batch = batch;
        this.gemm = gemm;
    }

    void inputGradient(double[] dy, double[] w, double[] dx) {
        for (int d = 0; d < geometry.depth().stride(); d++) {
            for (int h = 0; h < geometry.height().stride(); h++) {
                for (int v = 0; v < geometry.width().stride(); v++) {
                    ConvGeometry phase = geometry.phase(d, h, v);
                    if (phase.outputCells() > 0 && phase.kernelCells() > 0) {
                        phase(phase, dy, reversed(phase, w, d, h, v), dx, d, h, v);
                    }
                }
            }
        }
    }

    private void phase(ConvGeometry phase, double[] dy, double[] w, double[] dx, int d, int h, int v) {
        PatchConvF64 conv = new PatchConvF64(phase, batch, gemm);
        if (phase.outputCells() == geometry.inputCells()) {
            conv.forward(dy, w, dx);
            return;
        }
        double[] part = new double[batch * phase.outputChannels() * phase.outputCells()];
        conv.forward(dy, w, part);
        Parallel.pieces(batch * phase.outputChannels(), plane -> spread(phase, plane, part, dx, d, h, v));
    }

    /** Writes the cells of a phase where they belong, a stride apart. */
    private void spread(ConvGeometry phase, int plane, double[] part, double[] dx, int d, int h, int v) {
        Axis depth = geometry.depth();
        Axis height = geometry.height();
        Axis width = geometry.width();
        int from = plane * phase.outputCells();
        for (int od = 0; od < phase.depth().output(); od++) {
            for (int oh = 0; oh < phase.height().output(); oh++) {
                int id = depth.phaseStart(d) + od * depth.stride();
                int ih = height.phaseStart(h) + oh * height.stride();
                int line = ((plane * depth.input() + id) * height.input() + ih) * width.input();
                int to = line + width.phaseStart(v);
                for (int ow = 0; ow < phase.width().output(); ow++, to += width.stride()) {
                    dx[to] = part[from++];
                }
            }
        }
    }

    /** The cells of a phase of the filters, with input and output channels exchanged and every axis reversed. */
    private double[] reversed(ConvGeometry phase, double[] w, int d, int h, int v) {
        int inputs = geometry.inputChannels() / geometry.groups();
        int outputs = geometry.outputChannels() / geometry.groups();
        int[] cells = reversedCells(phase, d, h, v);
        double[] result = new double[geometry.groups() * inputs * outputs * cells.length];
        int to = 0;
        for (int group = 0; group < geometry.groups(); group++) {
            for (int input = 0; input < inputs; input++) {
                for (int output = 0; output < outputs; output++) {
                    int from = ((group * outputs + output) * inputs + input) * geometry.kernelCells();
                    for (int cell : cells) {
                        result[to++] = w[from + cell];
                    }
                }
            }
        }
        return result;
    }

    /** The cells of a filter that belong to a phase, from the last to the first. */
    private int[] reversedCells(ConvGeometry phase, int d, int h, int v) {
        int[] cells = new int[phase.kernelCells()];
        int to = 0;
        for (int kd = phase.depth().kernel() - 1; kd >= 0; kd--) {
            for (int kh = phase.height().kernel() - 1; kh >= 0; kh--) {
                for (int kv = phase.width().kernel() - 1; kv >= 0; kv--) {
                    int plane = (d + kd * geometry.depth().stride())
                            * geometry.height().kernel();
                    int row = (plane + h + kh * geometry.height().stride())
                            * geometry.width().kernel();
                    cells[to++] = row + v + kv * geometry.width().stride();
                }
            }
        }
        return cells;
    }
}
