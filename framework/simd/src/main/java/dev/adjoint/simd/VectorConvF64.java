package dev.adjoint.simd;

import dev.adjoint.backend.ConvF64;
import dev.adjoint.backend.Parallel;
import dev.adjoint.backend.PlanesF64;
import dev.adjoint.window.ConvGeometry;
import dev.adjoint.window.Phase;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * The three products of a convolution on cells, on vectors: by {@link CellConvF64}, and the filter gradient by
 * {@link WindowProductF64}.
 */
final class VectorConvF64 implements ConvF64 {
    private final ConvGeometry geometry;
    private final int batch;
    private final int inputs;
    private final int outputs;
    private final int kernelCells;

    VectorConvF64(ConvGeometry geometry, int batch) {
        this.geometry = geometry;
        this.batch = batch;
        inputs = geometry.inputChannels() / geometry.groups();
        outputs = geometry.outputChannels() / geometry.groups();
        kernelCells = geometry.kernelCells();
    }

    @Override
    public void forward(double[] x, double[] w, double[] y) {
        CellLayoutF64 layout = CellLayoutF64.of(geometry, inputs);
        groups(group -> {
            CellFiltersF64 filters = CellFiltersF64.of(layout, geometry, w, filter(group));
            new CellConvF64(layout, input(x, group), output(y, group)).convolve(filters);
        });
    }

    @Override
    public void inputGradient(double[] dy, double[] w, double[] dx) {
        CellLayoutF64 layout = CellLayoutF64.ofPhases(geometry, outputs);
        List<Phase> phases = Phase.of(geometry);
        List<int[]> places = phases.stream().map(Phase::inputCells).toList();
        groups(group -> {
            List<CellFiltersF64> filters = phases.stream()
                    .map(phase -> CellFiltersF64.of(layout, phase, w, filter(group)))
                    .toList();
            new CellConvF64(layout, output(dy, group), input(dx, group)).convolvePhases(filters, places);
        });
    }

    @Override
    public void filterGradient(double[] x, double[] dy, double[] dw) {
        groups(group -> new WindowProductF64(geometry, output(dy, group), input(x, group))
                .addTo(dw, filter(group), inputs * kernelCells));
    }

    /** Groups on several threads, or the work of the only one. */
    private void groups(IntConsumer body) {
        Parallel.pieces(geometry.groups(), body);
    }

    private int filter(int group) {
        return group * outputs * inputs * kernelCells;
    }

    private PlanesF64 input(double[] x, int group) {
        return PlanesF64.inputs(geometry, x, batch, group);
    }

    private PlanesF64 output(double[] y, int group) {
        return PlanesF64.outputs(geometry, y, batch, group);
    }
}
