package dev.adjoint.suite.gradients;

import static dev.adjoint.suite.gradients.Example.fractions;
import static dev.adjoint.suite.gradients.Example.positive;
import static dev.adjoint.suite.gradients.Example.spread;

import dev.adjoint.BoolArray;
import dev.adjoint.Checkpoint;
import dev.adjoint.DType;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import dev.adjoint.op.ClampedLog;
import dev.adjoint.op.Softplus;
import java.util.List;
import java.util.Random;

/** Operations on single elements: arithmetic with broadcasting, functions, activations, choices. */
final class ElementwiseExamples {
    private static final BoolArray CHOICE = BoolArray.of(Shape.of(2, 1), true, false);

    private ElementwiseExamples() {}

    static List<Example> all() {
        return List.of(
                Example.of("add, both broadcast", Tensor::add, spread(2, 1, 3), spread(4, 1)),
                Example.of("sub, right broadcast", Tensor::sub, spread(2, 3), spread(3)),
                Example.of("mul, left broadcast", Tensor::mul, spread(3, 1), spread(2, 3, 2)),
                Example.of("mul by itself", Tensor::square, spread(5)),
                Example.of("div, both broadcast", Tensor::div, spread(2, 1), positive(1, 3)),
                Example.of("div by negative", (a, b) -> a.div(b.neg()), spread(3), positive(3)),
                Example.of("reciprocal", Tensor::reciprocal, positive(3)),
                Example.of("pow of tensors", Tensor::pow, positive(2, 3), spread(3)),
                Example.of("maximum", Tensor::maximum, spread(2, 3), spread(5, 1, 1)),
                Example.of("minimum", Tensor::minimum, spread(2, 3), spread(5, 1, 1)),
                Example.of("scale and shift", x -> x.mul(-2.5).add(1).sub(0.5).div(3), spread(4)),
                Example.of("neg", Tensor::neg, spread(4)),
                Example.of("power 3", x -> x.pow(3), spread(4)),
                Example.of("power 2, negative base", x -> x.pow(2), positive(4).neg()),
                Example.of("power -0.5", x -> x.pow(-0.5), positive(4)),
                Example.of("power 1", x -> x.pow(1), spread(4)),
                Example.of("power 0", x -> x.pow(0), spread(4)),
                Example.of("exp", Tensor::exp, spread(4)),
                Example.of("expm1", x -> x.expm1(), spread(4)),
                Example.of("log", Tensor::log, positive(4)),
                Example.of("clamped log", x -> new ClampedLog(-100).apply(x), fractions(4)),
                Example.of("sqrt", Tensor::sqrt, positive(4)),
                Example.of("abs", Tensor::abs, spread(4)),
                Example.of("sin", Tensor::sin, spread(4)),
                Example.of("cos", Tensor::cos, spread(4)),
                Example.of("erf", x -> x.erf(), spread(4)),
                Example.of("clamp", x -> x.clamp(-1, 1), spread(8)),
                Example.of("clamp below only", x -> x.clamp(-1, Double.POSITIVE_INFINITY), spread(8)),
                Example.of("where, all broadcast", (a, b) -> Tensor.where(CHOICE, a, b), spread(3), spread(4, 1, 1)),
                Example.of("cast", x -> x.to(DType.FLOAT32).to(DType.FLOAT64), spread(4))
                        .checkedWith(check -> check.step(1).tolerance(1e-6, 1e-6)),
                Example.of("relu", Tensor::relu, spread(6)),
                Example.of("leaky relu", x -> x.leakyRelu(0.1), spread(6)),
                Example.of("leaky relu, negative slope", x -> x.leakyRelu(-0.5), spread(6)),
                Example.of("prelu, one slope", Tensor::prelu, spread(2, 3, 2), positive(1)),
                Example.of("prelu, slope of each channel", Tensor::prelu, spread(2, 3, 2), spread(3)),
                Example.of("elu", x -> x.elu(0.7), spread(6)),
                Example.of("selu", Tensor::selu, spread(6)),
                Example.of("gelu", Tensor::gelu, spread(6)),
                Example.of("gelu by tanh", Tensor::geluTanh, spread(6)),
                Example.of("silu", Tensor::silu, spread(6)),
                Example.of("softplus", x -> x.softplus(1, 20), spread(6)),
                Example.of("softplus beyond its threshold", x -> x.softplus(2, 1.5), spread(6)),
                Example.of("softplus with defaults", x -> x.softplus(), spread(6)),
                Example.of("softplus as an operation", x -> new Softplus().apply(x), spread(6)),
                Example.of("hardswish", x -> x.mul(2).hardswish(), spread(6)),
                Example.of("sigmoid", Tensor::sigmoid, spread(4)),
                Example.of("tanh", Tensor::tanh, spread(4)),
                Example.of("softmax", x -> x.softmax(1), spread(2, 3, 2)),
                Example.of("log softmax", x -> x.logSoftmax(0), spread(3, 2)),
                Example.of("dropout", x -> x.dropout(0.4, new Random(1)), spread(8)),
                Example.of("dropout of channels", x -> x.channelDropout(0.4, new Random(1)), spread(3, 4, 2)),
                Example.of("checkpoint", x -> Checkpoint.of(t -> t.exp().mul(t), x), spread(4)));
    }
}
