package dev.adjoint.nn;

import dev.adjoint.Entry;
import dev.adjoint.Op;
import dev.adjoint.Tensor;
import dev.adjoint.op.Elementwise;
import dev.adjoint.op.Windowed;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The receptive fields of all tensors that are computed from a model's input, as far as they are defined. */
final class ReceptiveFields {
    /** Empty where not defined; tensors that do not depend on the input are not in it. */
    private final Map<Tensor, Optional<ReceptiveField>> known = new IdentityHashMap<>();

    ReceptiveFields(Tensor input) {
        int axes = input.rank() - 2;
        known.put(input, axes < 1 ? Optional.empty() : Optional.of(ReceptiveField.ofInput(axes)));
    }

    /** Takes note of operations, in their order. */
    void follow(List<Entry> entries) {
        for (Entry entry : entries) {
            if (!entry.isLeaf() && dependsOnInput(entry)) {
                known.put(entry.output(), after(entry));
            }
        }
    }

    private boolean dependsOnInput(Entry entry) {
        for (int i = 0; i < entry.inputCount(); i++) {
            if (known.containsKey(entry.input(i))) {
                return true;
            }
        }
        return false;
    }

    private Optional<ReceptiveField> after(Entry entry) {
        Map<Integer, ReceptiveField> inputs = new TreeMap<>();
        for (int i = 0; i < entry.inputCount(); i++) {
            Optional<ReceptiveField> field = known.get(entry.input(i));
            if (field != null) {
                if (field.isEmpty()) {
                    return field;
                }
                inputs.put(i, field.get());
            }
        }
        Op op = entry.op();
        if (op instanceof Windowed windowed && inputs.keySet().equals(Set.of(0))) {
            return inputs.get(0).through(windowed.windows());
        }
        boolean inPlace =
                inputs.keySet().stream().allMatch(i -> entry.inputShape(i).equals(entry.outputShape()));
        return op instanceof Elementwise && inPlace ? ReceptiveField.union(inputs.values()) : Optional.empty();
    }

    /** Along each spatial axis, how many cells of the input a cell of a tensor depends on. */
    Optional<List<Long>> sizes(Tensor tensor) {
        return known.getOrDefault(tensor, Optional.empty()).map(ReceptiveField::sizes);
    }
}
