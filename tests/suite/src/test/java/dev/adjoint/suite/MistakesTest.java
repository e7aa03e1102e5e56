package dev.adjoint.suite;

import static dev.adjoint.ConvOptions.kernel;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.adjoint.AdjointException;
import dev.adjoint.ConvOptions;
import dev.adjoint.DType;
import dev.adjoint.IntArray;
import dev.adjoint.NDArray;
import dev.adjoint.PaddingMode;
import dev.adjoint.Parameter;
import dev.adjoint.PoolOptions;
import dev.adjoint.Shape;
import dev.adjoint.Tape;
import dev.adjoint.Tensor;
import dev.adjoint.TransposeOptions;
import dev.adjoint.data.Dataset;
import dev.adjoint.nn.BatchNorm1d;
import dev.adjoint.nn.BatchNorm2d;
import dev.adjoint.nn.BinaryLossOptions;
import dev.adjoint.nn.ClassLossOptions;
import dev.adjoint.nn.Conv2d;
import dev.adjoint.nn.ConvTranspose2d;
import dev.adjoint.nn.Dropout;
import dev.adjoint.nn.Embedding;
import dev.adjoint.nn.Flatten;
import dev.adjoint.nn.LayerNorm;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Losses;
import dev.adjoint.nn.MaxPool2d;
import dev.adjoint.nn.Models;
import dev.adjoint.nn.Residual;
import dev.adjoint.nn.Sequential;
import dev.adjoint.op.Concat;
import dev.adjoint.op.Conv;
import dev.adjoint.op.Einsum;
import dev.adjoint.op.Pad;
import dev.adjoint.optim.Sgd;
import dev.adjoint.optim.Trainer;
import dev.adjoint.optim.TrainerOptions;
import dev.adjoint.optim.TrainingCheckpoint;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What Adjoint says about typical mistakes: where they are, what was expected, what was found, and what may help. */
class MistakesTest {
    private static final RandomGenerator RANDOM = new SplittableRandom(1);
    private static final Linear SHARED = new Linear(2, 2, RANDOM);
    private static final Parameter WEIGHT = SHARED.parameters().get("weight");
    private static final Tensor OUTSIDE = zeros(3).sum();
    private static final Sequential MODEL = new Sequential(new Flatten(), new Linear(2, 3, RANDOM));
    private static final Dataset DATA =
            Dataset.of(NDArray.zeros(DType.FLOAT32, Shape.of(4, 2)), IntArray.of(0, 1, 2, 3));

    /** Layers: the path names the layer. */
    static Stream<Arguments> networks() {
        return Stream.of(
                mistake(
                        "images of another number of channels",
                        () -> network().forward(zeros(8, 3, 28, 28)),
                        "features.0: conv2d: expected 1 input channels (weight [6, 1, 5, 5], groups 1), got 3"
                                + " in input [8, 3, 28, 28]"),
                mistake(
                        "channels last",
                        () -> network().forward(zeros(8, 28, 28, 1)),
                        "features.0: conv2d: expected 1 input channels (weight [6, 1, 5, 5], groups 1), got"
                                + " 28 in input [8, 28, 28, 1]; channels belong in axis 1: move them there with permute"),
                mistake(
                        "an image without batch",
                        () -> network().forward(zeros(1, 28, 28)),
                        "classifier: Linear: expected [..., 1176], got [6, 196]; that is one sample: unsqueeze(0) of"
                                + " the network's input makes a batch of it"),
                mistake(
                        "images of another size",
                        () -> network().forward(zeros(8, 1, 32, 32)),
                        "classifier: Linear: expected [..., 1176], got [8, 1536]"),
                mistake(
                        "images of another element type",
                        () -> network().forward(doubles(8, 1, 28, 28)),
                        "features.0: conv2d: expected inputs of one element type, got float64[8, 1, 28, 28]"
                                + " and float32[6, 1, 5, 5] and float32[6]; convert with to(dtype)"),
                mistake(
                        "an image smaller than the kernel",
                        () -> new Sequential(new Conv2d(1, 6, kernel(5), RANDOM)).forward(zeros(1, 1, 4, 4)),
                        "0: conv2d: the window does not fit: 4 cells with padding 0 and 0 are fewer than the"
                                + " 5 of a kernel of 5 with dilation 1; add padding, or take a smaller kernel or a"
                                + " larger input"),
                mistake(
                        "pooling until nothing is left",
                        () -> new Sequential(new MaxPool2d(4), new MaxPool2d(4)).forward(zeros(1, 1, 7, 7)),
                        "1: max_pool2d: the window does not fit: 1 cells with padding 0 and 0 are fewer than"
                                + " the 4 of a kernel of 4 with dilation 1; add padding, or take a smaller kernel or a"
                                + " larger input"),
                mistake(
                        "padding of more than half a window",
                        () -> new Sequential(new MaxPool2d(PoolOptions.kernel(2).padding(2)))
                                .forward(zeros(1, 1, 4, 4)),
                        "0: max_pool2d: expected padding of at most half a window, 1 cells for kernel 2 and"
                                + " dilation 1, got 2 and 2"),
                mistake(
                        "a forgotten Flatten",
                        () -> new Sequential(new Conv2d(1, 2, kernel(3), RANDOM), new Linear(1352, 10, RANDOM))
                                .forward(zeros(4, 1, 28, 28)),
                        "1: Linear: expected [..., 1352], got [4, 2, 26, 26]; flatten(1), or a Flatten layer"
                                + " before this one, makes [4, 1352]"),
                mistake(
                        "another number of features",
                        () -> new Sequential(new Linear(784, 10, RANDOM)).forward(zeros(32, 785)),
                        "0: Linear: expected [..., 784], got [32, 785]"),
                mistake(
                        "normalisation of other channels",
                        () -> new Sequential(new BatchNorm2d(8)).forward(zeros(4, 6, 5, 5)),
                        "0: BatchNorm2d: expected 8 channels along axis 1, got [4, 6, 5, 5]"),
                mistake(
                        "batch normalisation of one sample",
                        () -> new Sequential(new BatchNorm1d(8)).forward(zeros(1, 8)),
                        "0: BatchNorm1d: batch normalisation in training: expected more than one value for"
                                + " each channel, got input [1, 8]"),
                mistake(
                        "normalisation of another size",
                        () -> new Sequential(new LayerNorm(3)).forward(zeros(2, 4)),
                        "0: LayerNorm: expected an input that ends with [3], got [2, 4]"),
                mistake(
                        "an output padding that is too large",
                        () -> new Sequential(new ConvTranspose2d(
                                        1,
                                        1,
                                        TransposeOptions.of(kernel(3).stride(2)).outputPadding(2),
                                        RANDOM))
                                .forward(zeros(1, 1, 4, 4)),
                        "0: conv_transpose2d: 4 cells with kernel 3, stride 2, dilation 1, padding 0 and 0:"
                                + " expected an output of 9 to 10 cells, got 11"),
                mistake(
                        "a shortcut of another shape",
                        () -> new Sequential(new Residual(new Linear(4, 1, RANDOM))).forward(zeros(2, 4)),
                        "0: Residual: expected the same shape from body and shortcut, got [2, 1] and [2, 4]"
                                + " for input [2, 4]"),
                mistake(
                        "an index beyond the table",
                        () -> new Embedding(3, 2, RANDOM).forward(IntArray.of(0, 3)),
                        "Embedding: embedding: index into the table [3, 2]: expected 0 to 2, got 3 at"
                                + " position 1"));
    }

    /** Settings are refused where they are made. */
    static Stream<Arguments> settings() {
        return Stream.of(
                mistake(
                        "groups that do not divide the channels",
                        () -> new Conv2d(3, 4, kernel(3).groups(2), RANDOM),
                        "groups: expected a divisor of 3 and 4 channels, got 2"),
                mistake(
                        "groups that do not divide the weight",
                        () -> Conv.conv(zeros(1, 4, 5, 5), zeros(3, 2, 3, 3), ConvOptions.DEFAULTS.groups(2)),
                        "conv2d: expected groups that divide the channels, got 2 groups, 4 input channels and"
                                + " 3 output channels"),
                mistake("a stride of nothing", () -> kernel(3).stride(0), "stride: expected at least 1, got [0]"),
                mistake("negative padding", () -> kernel(3).padding(-1), "padding: expected at least 0, got [-1]"),
                mistake(
                        "a stride too many",
                        () -> new Conv2d(1, 1, kernel(3).stride(1, 2, 1), RANDOM),
                        "stride: expected 1 or 2 numbers for 2 spatial axes, got [1, 2, 1]"),
                mistake(
                        "a kernel that is not the weight's",
                        () -> Conv.conv(zeros(1, 1, 5, 5), zeros(1, 1, 3, 3), kernel(5)),
                        "conv2d: expected a weight with the kernel [5] of the options, got weight [1, 1, 3," + " 3]"),
                mistake(
                        "a negative output size",
                        () -> Conv.convTranspose(
                                zeros(1, 1, 1), zeros(1, 1, 1), TransposeOptions.of(ConvOptions.DEFAULTS.padding(1))),
                        "conv_transpose1d: expected an output of at least one cell, got -1"),
                mistake(
                        "an output size that no input has",
                        () -> Conv.convTranspose(
                                zeros(1, 1, 4),
                                zeros(1, 1, 3),
                                TransposeOptions.of(ConvOptions.DEFAULTS.stride(2))
                                        .outputSize(20)),
                        "conv_transpose1d: 4 cells with kernel 3, stride 2, dilation 1, padding 0 and 0:"
                                + " expected an output of 9 to 10 cells, got 20"),
                mistake(
                        "reflection of more than there is",
                        () -> Pad.pad(zeros(1, 1, 3), PaddingMode.REFLECT, new int[] {0, 0, 3}, new int[] {0, 0, 0}),
                        "pad: mode REFLECT fills at most 2 cells on a side of an axis of 3, got 3 and 0"),
                mistake("a probability above 1", () -> new Dropout(1.5, RANDOM), "p: expected 0 to 1, got 1.5"),
                mistake(
                        "a layer used twice",
                        () -> new Sequential(SHARED, SHARED),
                        "child 1 of Sequential: this Linear is already the part 0 of a Sequential; take it"
                                + " out of there first, or call it twice to share its weights"),
                mistake(
                        "a negative learning rate",
                        () -> Sgd.rate(-0.1),
                        "learning rate: expected a finite number, 0 or more, got -0.1"),
                mistake("nothing to learn", () -> new Sgd(0.1), "optimizer: expected at least one parameter, got none"),
                mistake("batches of nothing", () -> DATA.batches(0), "batch size: expected 1 or more, got 0"));
    }

    /** Tensors: the message names the operation. */
    static Stream<Arguments> tensors() {
        return Stream.of(
                mistake(
                        "shapes that do not broadcast",
                        () -> zeros(4, 3).add(zeros(4)),
                        "add: shapes [4, 3] and [4] do not broadcast: sizes 3 and 4 at axis -1 differ and"
                                + " neither is 1"),
                mistake(
                        "mixed element types",
                        () -> zeros(2).mul(doubles(2)),
                        "mul: expected inputs of one element type, got float32[2] and float64[2]; convert"
                                + " with to(dtype)"),
                mistake(
                        "matrices that do not fit",
                        () -> zeros(2, 3).matmul(zeros(2, 3)),
                        "matmul: expected the last axis of the left operand to be as long as the last but one"
                                + " of the right, got [2, 3] and [2, 3]"),
                mistake(
                        "a shape of another size",
                        () -> zeros(2, 3).reshape(4, -1),
                        "reshape: [2, 3] with 6 elements cannot become [4, -1]"),
                mistake(
                        "an axis that is not there",
                        () -> zeros(2, 3).sum(2),
                        "sum: axis 2 does not exist in shape [2, 3] of rank 2"),
                mistake("an axis twice", () -> zeros(2, 3).permute(0, 0), "permute: axes [0, 0]: axis 0 comes twice"),
                mistake(
                        "parts that do not join",
                        () -> Concat.concat(1, zeros(2, 3), zeros(3, 3)),
                        "concat: expected shapes that differ along axis 1 alone, got [2, 3] as input 0 and"
                                + " [3, 3] as input 1"),
                mistake(
                        "a repetition of several",
                        () -> zeros(3).expand(Shape.of(2, 4)),
                        "expand: shape [3] does not broadcast to [2, 4]"),
                mistake(
                        "the number of many",
                        () -> zeros(2, 3).item(),
                        "item: expected an array of one element, got shape [2, 3]"),
                mistake(
                        "sizes that differ under one label",
                        () -> Einsum.einsum("ij,jk->ik", zeros(2, 3), zeros(4, 5)),
                        "einsum: label 'j' of 'ij,jk->ik' has different sizes in operands of shapes [[2, 3],"
                                + " [4, 5]]"),
                mistake(
                        "elements too few",
                        () -> NDArray.of(Shape.of(2, 3), 1f, 2f),
                        "array of shape [2, 3]: expected 6 elements, got 2"),
                mistake("a negative size", () -> Shape.of(2, -3), "shape [2, -3]: sizes must not be negative"),
                mistake(
                        "more elements than an array has",
                        () -> Shape.of(65536, 65536),
                        "shape [65536, 65536]: expected at most 2147483639 elements, the limit of a Java" + " array"));
    }

    /** Labels and losses. */
    static Stream<Arguments> losses() {
        return Stream.of(
                mistake(
                        "a label out of range",
                        () -> Losses.crossEntropy(zeros(4, 10), IntArray.of(1, 2, 10, 3)),
                        "cross entropy: expected labels from 0 to 9 for 10 classes, or -100 for elements to"
                                + " ignore, got 10 at position 2 of shape [4]"),
                mistake(
                        "labels too few",
                        () -> Losses.crossEntropy(zeros(4, 10), IntArray.of(1, 2, 3)),
                        "cross entropy: expected labels of shape [4] for an input of shape [4, 10], got [3]"),
                mistake(
                        "probabilities of other classes",
                        () -> Losses.crossEntropy(zeros(4, 10), zeros(4, 9), ClassLossOptions.DEFAULTS),
                        "cross entropy: expected a target of the input's shape [4, 10], got [4, 9]"),
                mistake(
                        "a target that would broadcast",
                        () -> Losses.mse(zeros(4, 1), zeros(4)),
                        "mse: expected a target of the input's shape [4, 1], got [4]"),
                mistake(
                        "logits instead of probabilities",
                        () -> Losses.binaryCrossEntropy(zeros(2).add(1.5), zeros(2), BinaryLossOptions.DEFAULTS),
                        "binary cross entropy: expected probabilities from 0 to 1, got 1.5 at position 0 of"
                                + " shape [2]"),
                mistake(
                        "labels for other samples",
                        () -> Dataset.of(NDArray.zeros(DType.FLOAT32, Shape.of(4, 2)), IntArray.of(1, 2, 3)),
                        "dataset: expected samples [n, ...] and labels [n, ...], got samples of shape [4, 2]"
                                + " and labels of shape [3]"),
                mistake(
                        "the labels of a training",
                        () -> new Trainer(MODEL, new Sgd(MODEL, 0.1), Losses::crossEntropy, TrainerOptions.epochs(1))
                                .fit(DATA.batches(2)),
                        "cross entropy: expected labels from 0 to 2 for 3 classes, or -100 for elements to"
                                + " ignore, got 3 at position 1 of shape [2]"));
    }

    /** Tapes. */
    static Stream<Arguments> tapes() {
        return Stream.of(
                mistake(
                        "a forgotten tape",
                        () -> Tape.current(),
                        "no tape is recording on thread main; open one with try (Tape tape = Tape.record()) {"
                                + " ... } around the forward pass"),
                mistake(
                        "a loss from outside the tape",
                        () -> recorded(tape -> tape.backward(OUTSIDE)),
                        "the tensor of shape [] was not recorded on this tape; compute it inside the try"
                                + " block that opened the tape"),
                mistake(
                        "a loss of many elements",
                        () -> recorded(tape -> tape.backward(WEIGHT.mul(2))),
                        "the loss must have one element, got shape [2, 2]; reduce it with sum() or mean(), or"
                                + " give a seed gradient with tape.from(y).seed(g)"),
                mistake(
                        "backward twice",
                        () -> recorded(tape -> {
                            Tensor loss = WEIGHT.sum();
                            tape.backward(loss);
                            tape.backward(loss);
                        }),
                        "the tape was used up by an earlier backward pass; keep it with" + " tape.from(loss).keep()"),
                mistake(
                        "backward after the block",
                        () -> recorded(tape -> {
                            Tensor loss = WEIGHT.sum();
                            tape.close();
                            tape.backward(loss);
                        }),
                        "the tape is closed; compute gradients inside the try block that opened it"),
                mistake(
                        "a tensor of an earlier tape",
                        () -> recorded(tape -> {
                            Tensor y = WEIGHT.mul(2);
                            tape.close();
                            recorded(next -> y.sum());
                        }),
                        "sum_to: the tensor of shape [2, 2] was recorded on another tape, which is closed;"
                                + " use detach() to take its value without its history"),
                mistake(
                        "an inner tape left open",
                        () -> recorded(tape -> {
                            Tape inner = Tape.record();
                            try {
                                tape.close();
                            } finally {
                                inner.close();
                            }
                        }),
                        "a tape was closed while a tape opened inside it is still open; close the inner one"
                                + " first"),
                mistake(
                        "a loss without parameters",
                        () -> recorded(tape -> tape.backward(WEIGHT.detach().sum())),
                        "backward: the loss depends on no trainable parameter; for other tensors use"
                                + " gradients(loss, x)"),
                mistake(
                        "a weight changed before backward",
                        () -> recorded(tape -> {
                            Tensor loss = WEIGHT.square().sum();
                            WEIGHT.assign(NDArray.zeros(DType.FLOAT32, WEIGHT.shape()));
                            tape.backward(loss);
                        }),
                        "gradient of entry 1 (mul) needs its input 1, parameter weight of shape [2, 2], as it"
                                + " was recorded (version 0), but it was changed since (version 1); call backward"
                                + " before the optimizer's step"));
    }

    /** Models in files. */
    static Stream<Arguments> files() {
        return Stream.of(
                mistake(
                        "a setting misspelt",
                        () -> Models.fromJson(
                                "{'type': 'Linear', 'settings': {'in_features': 2, 'out_feature': 3}}"
                                        .replace('\'', '"'),
                                RANDOM),
                        "model JSON: at byte 0: the model of type Linear: setting out_features: expected an"
                                + " integer, got none among [in_features, out_feature]"),
                mistake(
                        "the weights of another network",
                        () -> network()
                                .load(Map.of("features.0.weight", NDArray.zeros(DType.FLOAT32, Shape.of(6, 3, 5, 5)))),
                        "load into Sequential: 4 of the entries do not fit; features.0.weight: expected"
                                + " float32[6, 1, 5, 5], got float32[6, 3, 5, 5]; missing features.0.bias, expected"
                                + " float32[6]; missing classifier.weight, expected float32[10, 1176]; missing"
                                + " classifier.bias, expected float32[10]"),
                mistake(
                        "a value that a checkpoint lacks",
                        () -> TrainingCheckpoint.EMPTY.with("step", 3).integer("epoch"),
                        "checkpoint value epoch: expected an integer, got none, there are [step]"));
    }

    private static Arguments mistake(String what, ThrowingCallable call, String message) {
        return Arguments.of(what, call, message);
    }

    private static Tensor zeros(int... dims) {
        return new Tensor(NDArray.zeros(DType.FLOAT32, Shape.of(dims)));
    }

    private static Tensor doubles(int... dims) {
        return zeros(dims).to(DType.FLOAT64);
    }

    private static Sequential network() {
        return new Sequential()
                .add("features", new Sequential(new Conv2d(1, 6, kernel(5).padding(2), RANDOM), new MaxPool2d(2)))
                .add("flatten", new Flatten())
                .add("classifier", new Linear(6 * 14 * 14, 10, RANDOM));
    }

    private static void recorded(Consumer<Tape> body) {
        try (Tape tape = Tape.record()) {
            body.accept(tape);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"networks", "settings", "tensors", "losses", "tapes", "files"})
    void isAnsweredWithWhereWhatWasExpectedWhatCameAndWhatHelps(String what, ThrowingCallable mistake, String message) {
        assertThatExceptionOfType(AdjointException.class).isThrownBy(mistake).withMessage(message);
    }
}
