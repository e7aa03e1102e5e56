package dev.adjoint.nn;

import dev.adjoint.window.Axis;
import dev.adjoint.window.Windows;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Which cells of a model's input the cells of a tensor depend on. Source: A. Araujo et al., Computing receptive fields
 * of convolutional neural networks, Distill, 2019.
 *
 * @param axes along each spatial axis
 */
record ReceptiveField(List<Along> axes) {
    /**
     * Along one axis.
     *
     * @param size how many cells of the input one cell depends on
     * @param jump how much further those of the next cell lie
     * @param start the first of those of the first cell; padding if negative
     */
    record Along(long size, long jump, long start) {
        private static final Along ITSELF = new Along(1, 1, 0);

        private Along through(Axis windows) {
            return new Along(
                    size + (windows.extent() - 1L) * jump, jump * windows.stride(), start - windows.before() * jump);
        }

        private Along union(Along other) {
            long first = Math.min(start, other.start);
            long end = Math.max(start + size, other.start + other.size);
            return new Along(end - first, jump, first);
        }
    }

    /** That of the input itself. */
    static ReceptiveField ofInput(int spatialAxes) {
        return new ReceptiveField(Collections.nCopies(spatialAxes, Along.ITSELF));
    }

    /** That of windows over a tensor with this one; empty if they are not evenly spaced. */
    Optional<ReceptiveField> through(List<Windows> windows) {
        List<Along> result = new ArrayList<>();
        for (int i = 0; i < axes.size(); i++) {
            Optional<Axis> sliding = windows.get(i).sliding();
            if (sliding.isEmpty()) {
                return Optional.empty();
            }
            result.add(axes.get(i).through(sliding.get()));
        }
        return Optional.of(new ReceptiveField(result));
    }

    /** That of cells which depend on the cells at the same place of several tensors; empty if their jumps differ. */
    static Optional<ReceptiveField> union(Collection<ReceptiveField> fields) {
        return fields.stream()
                .map(Optional::of)
                .reduce((a, b) -> a.flatMap(x -> b.flatMap(x::with)))
                .orElseThrow();
    }

    private Optional<ReceptiveField> with(ReceptiveField other) {
        List<Along> result = new ArrayList<>();
        for (int i = 0; i < axes.size(); i++) {
            if (axes.get(i).jump != other.axes.get(i).jump) {
                return Optional.empty();
            }
            result.add(axes.get(i).union(other.axes.get(i)));
        }
        return Optional.of(new ReceptiveField(result));
    }

    List<Long> sizes() {
        return axes.stream().map(Along::size).toList();
    }
}
