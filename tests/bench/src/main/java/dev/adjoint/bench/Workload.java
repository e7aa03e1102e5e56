package dev.adjoint.bench;

import dev.adjoint.bench.Measurement.Plan;
import java.util.Locale;
import java.util.function.BiConsumer;

/** What can be measured. */
enum Workload {
    /** One step of the edge detector. */
    EDGE(SmallWorkloads::edge),
    /** A tape of four small operations, forward and backward. */
    SMALLOP(SmallWorkloads::smallOp),
    /** Training and inference of LeNet-5 on 64 images of 28x28. */
    LENET64((results, plan) -> Networks.lenet().measure(results, plan)),
    /** Training and inference of a network of four convolutions with batch norm on 32 images of 3x32x32. */
    CNN32((results, plan) -> Networks.cnn32().measure(results, plan)),
    /** Training and inference of three linear layers on 128 samples. */
    MLP((results, plan) -> Networks.mlp().measure(results, plan)),
    /** Convolutions alone, forward and both gradients. */
    CONVMICRO(Convolutions::measure),
    /** One convolution on batches, images and channels of many sizes. */
    GROWTH(Convolutions::growth),
    /** The first training step of LeNet-5 in new processes. */
    COLDSTART(ColdStart::measure);

    private final BiConsumer<Results, Plan> body;

    Workload(BiConsumer<Results, Plan> body) {
        this.body = body;
    }

    void run(Results results, double scale) {
        Plan plan = this == CONVMICRO || this == GROWTH ? Plan.CONVOLUTIONS : Plan.STEPS;
        body.accept(results, plan.scaled(scale));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
