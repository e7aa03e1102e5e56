package dev.adjoint.bench;

import dev.adjoint.ConvOptions;
import dev.adjoint.NDArray;
import dev.adjoint.Parameter;
import dev.adjoint.Shape;
import dev.adjoint.Tape;
import dev.adjoint.Tensor;
import dev.adjoint.TransposeOptions;
import dev.adjoint.Workspace;
import dev.adjoint.bench.Measurement.Plan;
import java.util.List;

/**
 * One convolution, forward and its gradients.
 *
 * @param name of the shape
 * @param batch images
 * @param inputs channels
 * @param size height and width of an image
 * @param outputs channels
 * @param kernel its height and width
 * @param stride along both axes
 * @param padding on every side
 * @param dilation along both axes
 * @param groups of channels
 * @param transposed whether it is a transposed convolution
 */
record Convolutions(
        String name,
        int batch,
        int inputs,
        int size,
        int outputs,
        int kernel,
        int stride,
        int padding,
        int dilation,
        int groups,
        boolean transposed) {
    static final List<Convolutions> ALL = List.of(
            new Convolutions("c1_28_6_k5", 32, 1, 28, 6, 5, 1, 2, 1, 1, false),
            new Convolutions("c16_28_32_k3", 32, 16, 28, 32, 3, 1, 1, 1, 1, false),
            new Convolutions("c64_56_64_k3", 16, 64, 56, 64, 3, 1, 1, 1, 1, false),
            new Convolutions("c128_28_128_k3s2", 16, 128, 28, 128, 3, 2, 1, 1, 1, false),
            new Convolutions("dw64_56_k3", 16, 64, 56, 64, 3, 1, 1, 1, 64, false),
            new Convolutions("dil32_32_32_k3d2", 16, 32, 32, 32, 3, 1, 2, 2, 1, false),
            new Convolutions("tr64_14_32_k4s2", 16, 64, 14, 32, 4, 2, 1, 1, 1, true));

    private static final double MILLISECONDS = 1e3;

    static void measure(Results results, Plan plan) {
        ALL.forEach(one -> one.run(results.part(one.name()), plan));
    }

    /**
     * How the time of a convolution of 32 channels of 28x28 pixels grows with the batch, the image and the channels.
     */
    static void growth(Results results, Plan plan) {
        for (int batch : new int[] {1, 4, 16, 64}) {
            square(batch, 32, 28).runBoth(results.part("batch_" + batch), plan);
        }
        for (int size : new int[] {7, 14, 28, 56, 112}) {
            square(16, 32, size).runBoth(results.part("image_" + size), plan);
        }
        for (int channels : new int[] {4, 8, 16, 32, 64, 128}) {
            square(16, channels, 28).runBoth(results.part("channels_" + channels), plan);
        }
    }

    private static Convolutions square(int batch, int channels, int size) {
        return new Convolutions("", batch, channels, size, channels, 3, 1, 1, 1, 1, false);
    }

    private ConvOptions options() {
        return ConvOptions.kernel(kernel)
                .stride(stride)
                .padding(padding)
                .dilation(dilation)
                .groups(groups);
    }

    NDArray input() {
        return Numbers.array(2000, 1, batch, inputs, size, size);
    }

    NDArray weight() {
        return transposed
                ? Numbers.array(2001, 0.1, inputs, outputs / groups, kernel, kernel)
                : Numbers.array(2001, 0.1, outputs, inputs / groups, kernel, kernel);
    }

    Tensor forward(Tensor x, Tensor w) {
        return transposed ? x.convTranspose(w, TransposeOptions.of(options())) : x.conv(w, options());
    }

    /** The gradient of the input of {@link #forward}, as a convolution of the output's. */
    Tensor inputGradient(Tensor x, Tensor w, Tensor dy) {
        return transposed
                ? dy.conv(w, options())
                : dy.convTranspose(w, TransposeOptions.of(options()).outputSize(x.dim(2), x.dim(3)));
    }

    /** The gradient of the weight of {@link #forward}. */
    Tensor filterGradient(Tensor x, Tensor w, Tensor dy) {
        return transposed ? dy.filterGradient(x, w.shape(), options()) : x.filterGradient(dy, w.shape(), options());
    }

    /** Floating-point operations of one pass, in units of 10^9. */
    double gflop(Shape output) {
        double windows = (double) batch * (transposed ? size * size : output.dim(2) * output.dim(3));
        return 2 * windows * outputs * (inputs / groups) * kernel * kernel * 1e-9;
    }

    private void run(Results results, Plan plan) {
        Parameter x = new Parameter("x", input());
        Parameter w = new Parameter("w", weight());
        Tensor y = forward(x, w);
        Tensor dy = new Tensor(Numbers.array(2002, 1, y.shape().dims()));
        double gflop = gflop(y.shape());
        results.value("y_checksum", Numbers.sumOfMagnitudes(y.value()));
        results.value(
                "gx_checksum", Numbers.sumOfMagnitudes(inputGradient(x, w, dy).value()));
        results.value(
                "gw_checksum", Numbers.sumOfMagnitudes(filterGradient(x, w, dy).value()));
        report(results, "fwd", measured(() -> forward(x, w), plan), gflop);
        report(results, "bwd_input", measured(() -> inputGradient(x, w, dy), plan), gflop);
        report(results, "bwd_weight", measured(() -> filterGradient(x, w, dy), plan), gflop);
        runBoth(results, plan);
    }

    /** Forward pass and gradients by a tape. */
    private void runBoth(Results results, Plan plan) {
        Parameter x = new Parameter("x", input());
        Parameter w = new Parameter("w", weight());
        Shape output = forward(x, w).shape();
        Tensor dy = new Tensor(Numbers.array(2002, 1, output.dims()));
        Runnable all = () -> {
            x.zeroGrad();
            w.zeroGrad();
            try (Tape tape = Tape.record()) {
                tape.from(forward(x, w)).seed(dy).backward();
            }
        };
        report(results, "fwdbwd", measured(all, plan), 3 * gflop(output));
    }

    /** What a pass takes whose results are in memory that the next one uses again. */
    private static Measurement measured(Runnable pass, Plan plan) {
        Workspace workspace = new Workspace();
        return Measurement.of(
                () -> {
                    Workspace.Scope scope = workspace.open();
                    try (scope) {
                        pass.run();
                    }
                },
                plan);
    }

    private static void report(Results results, String pass, Measurement measured, double gflop) {
        results.time(pass + "_ms", measured, MILLISECONDS);
        results.value(pass + "_gflops", gflop / measured.median());
    }
}
