package dev.adjoint.nn;

import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.io.SafeTensors;
import dev.adjoint.io.TensorInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The weights of a file beside those of a block. */
final class Weights {
    private final SafeTensors file;
    private final Map<String, NDArray> own = new LinkedHashMap<>();
    private final WeightReport report;

    Weights(Block block, SafeTensors file) {
        this.file = file;
        block.parameters().forEach((path, parameter) -> own.put(path, parameter.value()));
        block.buffers().forEach((path, buffer) -> own.put(path, buffer.value()));
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
            } else if (!fits(stored, value.shape())) {
                different.add(path + ": expected " + value.dtype() + value.shape() + ", got " + stored);
            }
        });
        file.tensors().keySet().stream().filter(name -> !own.containsKey(name)).forEach(unexpected::add);
        return new WeightReport(missing, unexpected, different);
    }

    /** Whether what a file holds, null for nothing, can be a value of a shape. */
    static boolean fits(TensorInfo stored, Shape shape) {
        if (stored == null || !stored.type().isFloat() && !stored.type().isInteger()) {
            return false;
        }
        int[] dims = shape.dims();
        boolean same = dims.length == stored.sizes().size();
        for (int i = 0; same && i < dims.length; i++) {
            same = dims[i] == stored.sizes().get(i);
        }
        return same;
    }

    /**
     * Overwrites what the file has a fitting value for, after all of it is read, so that a failure changes nothing.
     *
     * @param except the paths of what is to be left alone
     */
    void load(Set<String> except) throws IOException {
        Map<String, NDArray> read = new LinkedHashMap<>();
        for (Map.Entry<String, NDArray> entry : own.entrySet()) {
            String path = entry.getKey();
            NDArray value = entry.getValue();
            if (!except.contains(path) && fits(file.tensors().get(path), value.shape())) {
                read.put(path, file.array(path, value.dtype()));
            }
        }
        read.forEach((path, value) -> own.get(path).assign(value));
    }
}
