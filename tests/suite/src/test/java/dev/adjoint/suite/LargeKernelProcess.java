package dev.adjoint.suite;

import dev.adjoint.ConvOptions;
import dev.adjoint.DType;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.Tape;
import dev.adjoint.Tensor;
import dev.adjoint.op.Conv;
import java.util.Random;

/** A convolution with a large kernel and its gradients, for a JVM with a small heap. */
final class LargeKernelProcess {
    private LargeKernelProcess() {}

    public static void main(String[] args) {
        Random random = new Random(1);
        boolean line = args[0].equals("line");
        Tensor x = normal(random, line ? Shape.of(1, 2, 60_000) : Shape.of(8, 64, 56, 56));
        Tensor w = normal(random, line ? Shape.of(2, 2, 5_000) : Shape.of(64, 1, 31, 31));
        ConvOptions options =
                line ? ConvOptions.DEFAULTS : ConvOptions.DEFAULTS.padding(15).groups(64);
        try (Tape tape = Tape.record()) {
            tape.gradients(Conv.conv(x, w, options).sum(), x, w);
        }
    }

    private static Tensor normal(Random random, Shape shape) {
        return new Tensor(NDArray.normal(DType.FLOAT32, shape, 0, 1, random));
    }
}
