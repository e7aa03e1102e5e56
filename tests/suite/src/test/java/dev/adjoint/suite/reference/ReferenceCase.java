package dev.adjoint.suite.reference;

import com.fasterxml.jackson.databind.JsonNode;
import dev.adjoint.BoolArray;
import dev.adjoint.DType;
import dev.adjoint.IntArray;
import dev.adjoint.NDArray;
import dev.adjoint.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One case of the reference data: settings, inputs in the element type of the run, and the expected results. It
 * remembers which parts were read.
 */
final class ReferenceCase implements LossInputs {
    private static final Set<String> KNOWN_FIELDS = Set.of(
            "id",
            "op",
            "attrs",
            "inputs",
            "output",
            "extra_outputs",
            "grad_output",
            "grads",
            "double_grads",
            "penalty",
            "tags");

    private final JsonNode json;
    private final DType dtype;
    private final Attributes attrs;
    private final Attributes inputs;
    private final Map<String, Tensor> tensors = new HashMap<>();

    ReferenceCase(JsonNode json, DType dtype) {
        this.json = json;
        this.dtype = dtype;
        this.attrs = new Attributes(json.path("attrs"));
        this.inputs = new Attributes(json.path("inputs"));
    }

    DType dtype() {
        return dtype;
    }

    @Override
    public Attributes attrs() {
        return attrs;
    }

    @Override
    public boolean has(String input) {
        return inputs.has(input);
    }

    /** A floating-point input. It is the same object every time, so that its gradient can be computed. */
    @Override
    public Tensor tensor(String input) {
        return tensors.computeIfAbsent(input, name -> constant(inputs.node(name)));
    }

    /** An input that a case may leave out: null then. */
    Tensor optional(String input) {
        return has(input) ? tensor(input) : null;
    }

    /** The inputs x0, x1, ... of an operator with any number of them. */
    Tensor[] series(String prefix) {
        List<Tensor> all = new ArrayList<>();
        while (has(prefix + all.size())) {
            all.add(tensor(prefix + all.size()));
        }
        return all.toArray(Tensor[]::new);
    }

    @Override
    public IntArray integers(String input) {
        return JsonArrays.ints(inputs.node(input));
    }

    @Override
    public boolean isInteger(String input) {
        return JsonArrays.isInteger(inputs.node(input));
    }

    BoolArray mask(String input) {
        return JsonArrays.bools(inputs.node(input));
    }

    Tensor gradOutput() {
        return tensors.computeIfAbsent("grad_output", name -> constant(json.get(name)));
    }

    /** The inputs whose gradient the case states under a field. */
    List<String> gradients(String field) {
        List<String> names = new ArrayList<>();
        json.path(field).fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** All expected results, under the names of {@link Results}. */
    Map<String, Expected> expected() {
        Map<String, Expected> all = new LinkedHashMap<>();
        all.put("output", Expected.of(json.get("output")));
        for (String field : List.of("extra_outputs", "grads", "double_grads")) {
            json.path(field).properties().forEach(e -> all.put(field + "." + e.getKey(), Expected.of(e.getValue())));
        }
        if (json.has("penalty")) {
            all.put("penalty", Expected.of(json.get("penalty")));
        }
        return all;
    }

    /** Attributes, inputs and fields of the case that the adapter does not know. */
    List<String> unread() {
        List<String> unread = new ArrayList<>();
        attrs.unread().forEach(name -> unread.add("attrs." + name));
        inputs.unread().forEach(name -> unread.add("inputs." + name));
        json.fieldNames().forEachRemaining(name -> {
            if (!KNOWN_FIELDS.contains(name)) {
                unread.add(name);
            }
        });
        return unread;
    }

    private Tensor constant(JsonNode array) {
        return new Tensor(JsonArrays.floats(array).to(dtype));
    }

    /**
     * An expected result.
     *
     * @param value the numbers in float64
     * @param exact whether they are integers, which must be equal
     */
    record Expected(NDArray value, boolean exact) {
        static Expected of(JsonNode node) {
            return node.isNumber()
                    ? new Expected(NDArray.scalar(DType.FLOAT64, node.doubleValue()), false)
                    : new Expected(JsonArrays.anyAsDoubles(node), JsonArrays.isInteger(node));
        }
    }
}
