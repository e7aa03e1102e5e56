package dev.adjoint.nn;

import dev.adjoint.DType;
import dev.adjoint.Entry;
import dev.adjoint.NDArray;
import dev.adjoint.Parameter;
import dev.adjoint.Shape;
import dev.adjoint.Tape;
import dev.adjoint.Tensor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Looks on while a model computes: hooks around all its layers see what each of them puts on the tape. */
final class ModelObserver {
    private final Layer model;
    private final Map<String, Block> modules;
    private final Map<String, Summary.Row> rows = new LinkedHashMap<>();

    /** What the layers inside each of those did that are computing now, the innermost first. */
    private final Deque<Work> inside = new ArrayDeque<>();

    /** Where values seen so far stand in memory. */
    private final Set<Object> memory = Collections.newSetFromMap(new IdentityHashMap<>());

    private record Work(long operations, long multiplyAdds) {
        static final Work NONE = new Work(0, 0);

        static Work of(List<Entry> entries) {
            return new Work(
                    entries.stream().filter(entry -> !entry.isLeaf()).count(),
                    entries.stream().mapToLong(Entry::multiplyAdds).sum());
        }

        Work plus(Work other) {
            return new Work(operations + other.operations, multiplyAdds + other.multiplyAdds);
        }

        Work minus(Work other) {
            return new Work(operations - other.operations, multiplyAdds - other.multiplyAdds);
        }
    }

    ModelObserver(Layer model) {
        this.model = model;
        this.modules = model.blocks();
    }

    List<Summary.Row> observe(Shape shape) {
        Tensor input = new Tensor(NDArray.zeros(dtype(), shape));
        ReceptiveFields fields = new ReceptiveFields(input);
        memory.add(place(input));
        model.evaluating(() -> {
            forward(input, fields);
            return null;
        });
        modules.forEach((path, module) -> {
            if (!rows.containsKey(path) && hasParameters(path)) {
                rows.put(path, row(path, Optional.empty(), Work.NONE, Optional.empty(), 0));
            }
        });
        return List.copyOf(rows.values());
    }

    private void forward(Tensor input, ReceptiveFields fields) {
        List<Layer.Registration> hooks = new ArrayList<>();
        Tape tape = Tape.record();
        try {
            modules.forEach((path, module) -> {
                if (module instanceof Layer layer) {
                    hooks.add(layer.onForward((x, forward) -> watch(path, layer, fields, x, forward)));
                }
            });
            model.forward(input);
        } finally {
            tape.close();
            hooks.forEach(Layer.Registration::close);
        }
    }

    private DType dtype() {
        return model.parameters().values().stream()
                .findFirst()
                .map(Tensor::dtype)
                .orElse(DType.FLOAT32);
    }

    private Tensor watch(String path, Layer layer, ReceptiveFields fields, Tensor x, UnaryOperator<Tensor> forward) {
        List<Entry> tape = Tape.current().entries();
        int from = tape.size();
        inside.push(Work.NONE);
        Tensor y = forward.apply(x);
        List<Entry> entries = tape.subList(from, tape.size());
        fields.follow(entries);
        Work all = Work.of(entries);
        Work own = all.minus(inside.pop());
        if (!inside.isEmpty()) {
            inside.push(inside.pop().plus(all));
        }
        if (own.operations > 0 || layer.children().isEmpty() || hasParameters(path)) {
            long bytes = memory.add(place(y)) ? bytes(y.value()) : 0;
            Summary.Row row = row(path, Optional.of(y.shape()), own, fields.sizes(y), bytes);
            rows.merge(path, row, ModelObserver::again);
        }
        return y;
    }

    /** Of a layer that is called twice. */
    private static Summary.Row again(Summary.Row before, Summary.Row now) {
        return new Summary.Row(
                now.path(),
                now.kind(),
                now.output(),
                now.parameters(),
                now.frozen(),
                before.multiplyAdds() + now.multiplyAdds(),
                now.receptiveField(),
                now.parameterBytes(),
                before.activationBytes() + now.activationBytes());
    }

    private Summary.Row row(
            String path, Optional<Shape> output, Work own, Optional<List<Long>> field, long activationBytes) {
        Collection<Parameter> parameters = modules.get(path).ownParameters().values();
        Collection<Buffer> buffers = modules.get(path).ownBuffers().values();
        return new Summary.Row(
                path,
                modules.get(path).kind(),
                output,
                elements(parameters, p -> true),
                elements(parameters, p -> !p.isTrainable()),
                own.multiplyAdds,
                field,
                Stream.concat(
                                parameters.stream().map(Parameter::value),
                                buffers.stream().map(Buffer::value))
                        .mapToLong(ModelObserver::bytes)
                        .sum(),
                activationBytes);
    }

    private boolean hasParameters(String path) {
        return !modules.get(path).ownParameters().isEmpty();
    }

    private static long elements(Collection<Parameter> parameters, Predicate<Parameter> which) {
        return parameters.stream()
                .filter(which)
                .mapToLong(p -> p.value().size())
                .sum();
    }

    private static long bytes(NDArray value) {
        return (long) value.size() * value.dtype().bytes();
    }

    private static Object place(Tensor tensor) {
        NDArray value = tensor.value();
        return value.dtype() == DType.FLOAT32 ? value.floats() : value.doubles();
    }
}
