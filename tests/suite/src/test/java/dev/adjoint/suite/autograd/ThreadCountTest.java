package dev.adjoint.suite.autograd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.ConvOptions;
import dev.adjoint.DType;
import dev.adjoint.Engine;
import dev.adjoint.IntArray;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.Tape;
import dev.adjoint.Tensor;
import dev.adjoint.TransposeOptions;
import dev.adjoint.nn.BatchNorm2d;
import dev.adjoint.nn.Conv2d;
import dev.adjoint.nn.Dropout;
import dev.adjoint.nn.Flatten;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Losses;
import dev.adjoint.nn.MaxPool2d;
import dev.adjoint.nn.Relu;
import dev.adjoint.nn.Sequential;
import dev.adjoint.op.Conv;
import dev.adjoint.optim.Adam;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The number of threads changes no bit of a result. */
class ThreadCountTest {
    private final int before = Engine.threads();

    @AfterEach
    void restoreThreads() {
        Engine.useThreads(before);
    }

    @Test
    void trainingGivesTheSameBitsWithOneTwoAndThreeThreads() {
        Map<String, NDArray> expected = withThreads(1, ThreadCountTest::train);

        for (int threads = 1; threads <= 3; threads++) {
            Map<String, NDArray> state = withThreads(threads, ThreadCountTest::train);
            assertThat(state.keySet()).isEqualTo(expected.keySet());
            state.forEach((name, value) ->
                    assertThat(value.sameBits(expected.get(name))).as(name).isTrue());
        }
    }

    @Test
    void gradientsOfLargeTensorsHaveTheSameBitsWithOneTwoAndThreeThreads() {
        List<Tensor> expected = withThreads(1, ThreadCountTest::largeGradients);

        for (int threads = 2; threads <= 3; threads++) {
            List<Tensor> gradients = withThreads(threads, ThreadCountTest::largeGradients);
            for (int i = 0; i < expected.size(); i++) {
                assertThat(gradients.get(i).value().sameBits(expected.get(i).value()))
                        .isTrue();
            }
        }
    }

    private static <T> T withThreads(int threads, Supplier<T> body) {
        Engine.useThreads(threads);
        return body.get();
    }

    /** A few steps of a small network with most kinds of layers, on images so large that threads share the work. */
    private static Map<String, NDArray> train() {
        Random random = new Random(7);
        Sequential model = new Sequential(
                new Conv2d(1, 8, ConvOptions.kernel(3).padding(1), random),
                new BatchNorm2d(8),
                new Relu(),
                new MaxPool2d(2),
                new Conv2d(8, 8, ConvOptions.kernel(3).groups(8).stride(2), random),
                new Relu(),
                new Dropout(0.2, random),
                new Flatten(),
                new Linear(8 * 5 * 5, 10, random));
        Adam optimizer = new Adam(model, 0.01);
        Tensor images = new Tensor(NDArray.normal(DType.FLOAT32, Shape.of(12, 1, 24, 24), 0, 1, random));
        IntArray labels = IntArray.of(random.ints(12, 0, 10).toArray());
        for (int step = 0; step < 3; step++) {
            optimizer.zeroGrad();
            try (Tape tape = Tape.record()) {
                tape.backward(Losses.crossEntropy(model.forward(images), labels));
            }
            optimizer.step();
        }
        return model.state();
    }

    /** Broadcasting, reductions, products and convolutions over more elements than one thread takes at a time. */
    private static List<Tensor> largeGradients() {
        Random random = new Random(8);
        Tensor x = new Tensor(NDArray.normal(DType.FLOAT32, Shape.of(3, 4, 70, 70), 0, 1, random));
        Tensor scale = new Tensor(NDArray.normal(DType.FLOAT32, Shape.of(4, 1, 1), 0, 1, random));
        Tensor filter = new Tensor(NDArray.normal(DType.FLOAT32, Shape.of(4, 4, 3, 3), 0, 1, random));
        try (Tape tape = Tape.record()) {
            Tensor y = Conv.conv(x.mul(scale).tanh(), filter, ConvOptions.DEFAULTS.stride(2));
            Tensor z = Conv.convTranspose(y, filter, TransposeOptions.of(ConvOptions.DEFAULTS.stride(2)));
            Tensor loss = z.flatten(2).logSoftmax(1).square().mean();
            List<Tensor> result = new ArrayList<>(tape.gradients(loss, x, scale, filter));
            result.add(loss);
            return result;
        }
    }
}
