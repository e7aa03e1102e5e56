package dev.adjoint.kernel.convolution;

import dev.adjoint.backend.Parallel;
import dev.adjoint.backend.ProductsF64;
import dev.adjoint.window.ConvGeometry;
import dev.adjoint.window.Phase;
import java.util.Arrays;
import java.util.List;

/**
 * A transposed convolution as convolutions: one for each phase of its strides, each of which writes every stride-th
 * cell of the result. With strides of 1 it is one convolution. No cell is written twice, and nothing is computed in
 * vain.
 */
final class PhasesF64 {
    private final ConvGeometry geometry;
    private final int batch;
    private final ProductsF64 products;

    PhasesF64(ConvGeometry geometry, int batch, ProductsF64 products) {
        this.geometry = geometry;
        this.batch = batch;
        this.products = products;
    }

    void inputGradient(double[] dy, double[] w, double[] dx) {
        List<Phase> phases = Phase.of(geometry);
        if (phases.stream().mapToInt(phase -> phase.convolution().outputCells()).sum() < geometry.inputCells()) {
            Arrays.fill(dx, 0);
        }
        for (Phase phase : phases) {
            ConvGeometry convolution = phase.convolution();
            PatchConvF64 conv = new PatchConvF64(convolution, batch, products);
            double[] filters = filters(w, phase.kernelCells());
            if (convolution.outputCells() == geometry.inputCells()) {
                conv.forward(dy, filters, dx);
                continue;
            }
            double[] part = new double[batch * convolution.outputChannels() * convolution.outputCells()];
            conv.forward(dy, filters, part);
            spread(part, phase.inputCells(), dx);
        }
    }

    /** Writes the cells of a phase where they belong, a stride apart. */
    private void spread(double[] part, int[] cells, double[] dx) {
        Parallel.pieces(batch * geometry.inputChannels(), plane -> {
            int from = plane * cells.length;
            int to = plane * geometry.inputCells();
            for (int i = 0; i < cells.length; i++) {
                dx[to + cells[i]] = part[from + i];
            }
        });
    }

    /** Some cells of the filters, with input and output channels exchanged. */
    private double[] filters(double[] w, int[] cells) {
        int inputs = geometry.inputChannels() / geometry.groups();
        int outputs = geometry.outputChannels() / geometry.groups();
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
}
