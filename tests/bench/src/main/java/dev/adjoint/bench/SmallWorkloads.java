package dev.adjoint.bench;

import dev.adjoint.DType;
import dev.adjoint.NDArray;
import dev.adjoint.Parameter;
import dev.adjoint.Shape;
import dev.adjoint.Tape;
import dev.adjoint.Tensor;
import dev.adjoint.bench.Measurement.Plan;
import dev.adjoint.optim.Sgd;
import java.util.function.DoubleSupplier;

/** Workloads whose time is that of recording, not of computing. */
final class SmallWorkloads {
    private static final double MICROSECONDS = 1e6;

    private SmallWorkloads() {}

    /** The edge detector: an image of 6x8, a kernel of 1x2, the summed squared error, gradient descent. */
    static void edge(Results results, Plan plan) {
        NDArray pixels = NDArray.zeros(DType.FLOAT32, Shape.of(1, 1, 6, 8));
        for (int i = 0; i < pixels.shape().size(); i++) {
            pixels.floats()[i] = i % 8 < 2 || i % 8 > 5 ? 1 : 0;
        }
        Tensor image = new Tensor(pixels);
        Tensor target = image.slice(3, 0, 7).sub(image.slice(3, 1, 8));
        Parameter kernel = new Parameter("kernel", Numbers.array(1, Math.sqrt(0.5), 1, 1, 1, 2));
        Sgd descent = new Sgd(0.03, kernel);
        DoubleSupplier step = () -> {
            double loss;
            try (Tape tape = Tape.record()) {
                Tensor squares = image.conv(kernel).sub(target).square().sum();
                tape.backward(squares);
                loss = squares.item();
            }
            descent.step();
            descent.zeroGrad();
            return loss;
        };
        double loss = 0;
        for (int i = 0; i < 10; i++) {
            loss = step.getAsDouble();
        }
        results.value("loss_step10", loss);
        results.value("learned_w0", kernel.value().at(0));
        results.time("train_step_us", Measurement.of(step::getAsDouble, plan), MICROSECONDS);
    }

    /** {@code sum(relu(a b + c))} of 16 elements, with the gradients of a, b and c. */
    static void smallOp(Results results, Plan plan) {
        Parameter a = new Parameter("a", Numbers.array(3000, 1, 16));
        Parameter b = new Parameter("b", Numbers.array(3001, 1, 16));
        Parameter c = new Parameter("c", Numbers.array(3002, 1, 16));
        Runnable step = () -> {
            a.zeroGrad();
            b.zeroGrad();
            c.zeroGrad();
            try (Tape tape = Tape.record()) {
                tape.backward(a.mul(b).add(c).relu().sum());
            }
        };
        results.time("fwdbwd_us", Measurement.of(step, plan), MICROSECONDS);
    }
}
