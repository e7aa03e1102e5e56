package dev.adjoint.nn;

import dev.adjoint.NDArray;
import dev.adjoint.io.SafeTensors;
import dev.adjoint.io.TensorInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The weights of a file beside those of a module. */
final class Weights {
    private final Block module;
    private final SafeTensors file;
    private final Map<String, NDArray> own = new LinkedHashMap<>();
    private final WeightReport report;

    Weights(Block module, SafeTensors file) {
        this.module = module;
        this.file = file;
        module.parameters().forEach((path, parameter) -> own.put(path, parameter.value()));
        module.buffers().forEach((path, buffer) -> own.put(path, buffer.value()));
        this.report = compare();
    }

    WeightReport report() {
        return report;
    }

    private WeightReport compare() {
        List<String> missing = new ArrayList<>();
        List<String> unexpected = new ArrayList<>();
        List<String> different = new ArrayList<>();
        own.forEach((path, value) -> {
            TensorInfo stored = file.tensors().get(path);
            if (stored == null) {
                missing.add(path);
            } else if (!fits(stored, value)) {
                different.add(path + ": expected " + value.dtype() + value.shape() + ", got " + stored);
            }
        });
        file.tensors().keySet().stream().filter(name -> !own.containsKey(name)).forEach(unexpected::add);
        return new WeightReport(missing, unexpected, different);
    }

    private boolean fits(TensorInfo stored, NDArray value) {
        if (!stored.type().isFloat() && !stored.type().isInteger()) {
            return false;
        }
        int[] dims = value.shape().dims();
        boolean same = dims.length == stored.sizes().size();
        for (int i = 0; same && i < dims.length; i++) {
            same = dims[i] == stored.sizes().get(i);
        }
        return same;
    }

    /** Overwrites what the file has, after all of it is read, so that a failure changes nothing. */
    void load() throws IOException {
        Map<String, NDArray> state = new LinkedHashMap<>(own);
        for (Map.Entry<String, NDArray> entry : own.entrySet()) {
            if (file.tensors().containsKey(entry.getKey())) {
                state.put(
                        entry.getKey(),
                        file.array(entry.getKey(), entry.getValue().dtype()));
            }
        }
        module.load(state);
    }
}
