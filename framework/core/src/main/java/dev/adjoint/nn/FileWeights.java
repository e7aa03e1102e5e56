package dev.adjoint.nn;

import dev.adjoint.ArgumentException;
import dev.adjoint.DType;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.io.SafeTensors;
import dev.adjoint.io.TensorInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The weights of a model file. A value is read only after its shape is known to be that of the file, so that a lying
 * architecture takes no memory, and no first value is drawn for it.
 */
final class FileWeights implements WeightSource {
    private final SafeTensors file;
    private final Set<String> taken = new HashSet<>();

    FileWeights(SafeTensors file) {
        this.file = file;
    }

    @Override
    public NDArray take(String path, Init.FirstValue first, DType dtype, Shape shape, RandomGenerator random) {
        TensorInfo info = file.tensors().get(path);
        if (!Weights.fits(info, shape)) {
            throw new ArgumentException("its " + path.substring(path.lastIndexOf('.') + 1) + " has shape " + shape
                    + ", but the file holds " + (info == null ? "none" : info.toString()));
        }
        taken.add(path);
        try {
            return file.array(path, dtype);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The paths of what was read. */
    Set<String> taken() {
        return taken;
    }
}
