package dev.adjoint.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.ConvOptions;
import dev.adjoint.DType;
import dev.adjoint.IntArray;
import dev.adjoint.NDArray;
import dev.adjoint.Parameter;
import dev.adjoint.Shape;
import dev.adjoint.Tape;
import dev.adjoint.Tensor;
import dev.adjoint.Workspace;
import dev.adjoint.WorkspaceException;
import dev.adjoint.nn.BatchNorm2d;
import dev.adjoint.nn.Conv2d;
import dev.adjoint.nn.Dropout;
import dev.adjoint.nn.Flatten;
import dev.adjoint.nn.Identity;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Losses;
import dev.adjoint.nn.MaxPool2d;
import dev.adjoint.nn.Relu;
import dev.adjoint.nn.Residual;
import dev.adjoint.nn.Sequential;
import dev.adjoint.optim.Adam;
import dev.adjoint.optim.Optimizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WorkspaceTest {
    private static final int SIZE = 1 << 12;

    private final Workspace workspace = new Workspace();
    private final Tensor x = new Tensor(NDArray.full(DType.FLOAT32, Shape.of(SIZE), 3));

    /** A network with every kind of layer of a small CNN, and its optimiser. */
    private static final class Training {
        private static final int IMAGES = 16;

        private final Sequential model;
        private final Optimizer optimizer;
        private final Tensor images;
        private final IntArray labels;

        Training() {
            Random random = new Random(1);
            model = new Sequential(
                    new Conv2d(1, 8, ConvOptions.kernel(3).padding(1), random),
                    new BatchNorm2d(8),
                    new Relu(),
                    new MaxPool2d(2),
                    new Flatten(),
                    new Linear(8 * 36, 64, random),
                    new Relu(),
                    new Linear(64, 10, random));
            optimizer = new Adam(model, 0.01);
            images = new Tensor(NDArray.normal(DType.FLOAT32, Shape.of(IMAGES, 1, 12, 12), 0, 1, random));
            labels = IntArray.of(random.ints(IMAGES, 0, 10).toArray());
        }

        double step() {
            try (Tape tape = Tape.record()) {
                Tensor loss = Losses.crossEntropy(model.forward(images), labels);
                tape.backward(loss);
                optimizer.step();
                optimizer.zeroGrad();
                return loss.item();
            }
        }

        /** The large arrays in which a step computes and that exist at its end. */
        Set<float[]> memoryOfStep() {
            try (Tape tape = Tape.record()) {
                Tensor loss = Losses.crossEntropy(model.forward(images), labels);
                Set<float[]> arrays = tape.entries().stream()
                        .map(entry -> entry.output().value())
                        .filter(value -> value.isReadable() && value.size() >= 1 << 10)
                        .map(NDArray::floats)
                        .collect(Collectors.toCollection(() -> Collections.newSetFromMap(new IdentityHashMap<>())));
                tape.backward(loss);
                model.parameters().values().stream()
                        .map(p -> p.grad().value())
                        .filter(value -> value.size() >= 1 << 10)
                        .forEach(value -> arrays.add(value.floats()));
                optimizer.step();
                optimizer.zeroGrad();
                return arrays;
            }
        }

        double evaluate() {
            model.eval();
            double loss = Losses.crossEntropy(model.forward(images), labels).item();
            model.train();
            return loss;
        }
    }

    private <T> T inside(Workspace workspace, Supplier<T> body) {
        Workspace.Scope scope = workspace.open();
        try (scope) {
            return body.get();
        }
    }

    private static List<Double> losses(Supplier<Double> step) {
        List<Double> losses = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            losses.add(step.get());
        }
        return losses;
    }

    @Test
    void trainingIsTheSameToTheBit() {
        Training alone = new Training();
        List<Double> expected = losses(() -> alone.step() + alone.evaluate());
        for (Workspace memory : List.of(workspace, Workspace.poisoned())) {
            Training training = new Training();
            assertThat(losses(() -> inside(memory, training::step) + inside(memory, training::evaluate)))
                    .isEqualTo(expected);
        }
        assertThat(expected.get(9)).isLessThan(expected.get(0));
    }

    @Test
    void theNextStepComputesInTheSameMemory() {
        float[] first = inside(workspace, () -> x.mul(2).value().floats());
        float[] second = inside(workspace, () -> x.mul(5).value().floats());

        assertThat(second).isSameAs(first).contains(15);
    }

    @Test
    void twoResultsOfAStepNeverShareMemory() {
        inside(workspace, () -> x.mul(2));
        Workspace.Scope scope = workspace.open();
        try (scope) {
            Tensor a = x.mul(2);
            Tensor b = x.mul(5);
            assertThat(a.value().floats()).isNotSameAs(b.value().floats()).contains(6);
        }
    }

    @Test
    void readingAfterwardsIsAnError() {
        Tensor y = inside(workspace, () -> x.mul(2));
        Tensor view = inside(workspace, () -> x.mul(2).reshape(2, SIZE / 2));

        for (Runnable reading : List.<Runnable>of(
                () -> y.value().floats(),
                () -> y.value().at(0),
                () -> y.value().copy(),
                () -> y.value().toDoubleArray(),
                () -> y.value().toFloatArray(),
                () -> y.value().sameBits(x.value()),
                () -> x.value().sameBits(y.value()),
                () -> y.value().toString(),
                () -> x.value().copy().assign(y.value()),
                () -> y.add(1),
                () -> view.value().at(0))) {
            assertThatThrownBy(reading::run)
                    .isInstanceOf(WorkspaceException.class)
                    .hasMessageContaining("went back to its workspace");
        }
        assertThatThrownBy(() -> y.add(1))
                .hasMessage("affine: expected an array whose workspace is open, got"
                        + " float32[4096], whose memory went back to its workspace; read it before the scope is closed, or keep"
                        + " it");
    }

    @Test
    void whatIsKeptOrCopiedOrOfTheUsersOwnStays() {
        Tensor kept;
        NDArray copy;
        Tensor own;
        Workspace.Scope scope = workspace.open();
        try (scope) {
            kept = x.mul(2);
            scope.keep(kept.value());
            copy = x.mul(3).value().copy();
            own = new Tensor(NDArray.full(DType.FLOAT32, Shape.of(SIZE), 4));
        }
        inside(workspace, () -> x.mul(7));

        assertThat(kept.value().at(SIZE - 1)).isEqualTo(6);
        assertThat(copy.at(SIZE - 1)).isEqualTo(9);
        assertThat(own.value().at(SIZE - 1)).isEqualTo(4);
    }

    @Test
    void gradientsOfParametersStayUntilTheyAreForgotten() {
        Parameter w = new Parameter("w", NDArray.full(DType.FLOAT32, Shape.of(SIZE), 1));
        Runnable step = () -> {
            try (Tape tape = Tape.record()) {
                tape.backward(w.mul(x).mul(x).sum());
            }
        };
        inside(workspace, () -> {
            step.run();
            return null;
        });
        assertThat(w.grad().value().at(0)).isEqualTo(9);
        NDArray once = w.grad().value();
        inside(workspace, () -> {
            step.run();
            return null;
        });
        assertThat(w.grad().value().at(0)).isEqualTo(18);
        assertThatThrownBy(() -> once.at(0)).isInstanceOf(WorkspaceException.class);

        NDArray sum = w.grad().value();
        w.zeroGrad();
        assertThat(sum.at(0))
                .as("forgotten while the workspace is closed: left to the collector")
                .isEqualTo(18);
    }

    @Test
    void gradientsThatWereHandedOnGoBackDuringTheBackwardPass() {
        Workspace.Scope scope = workspace.open();
        try (scope;
                Tape tape = Tape.record()) {
            Tensor y = x.mul(2);
            List<Tensor> seen = new ArrayList<>();
            Tensor z = new Spy(seen).apply(y);
            Tensor gradient = tape.gradients(z.mul(3).sum(), x).get(0);

            assertThat(gradient.value().at(0)).isEqualTo(6);
            assertThat(y.value().at(0)).isEqualTo(6);
            assertThatThrownBy(() -> seen.get(0).value().at(0)).isInstanceOf(WorkspaceException.class);
        }
    }

    @Test
    void gradientsThatAreLookedAtStayUntilTheScopeIsClosed() {
        Workspace.Scope scope = workspace.open();
        try (scope;
                Tape tape = Tape.record()) {
            Tensor y = x.mul(2);
            List<Tensor> seen = new ArrayList<>();
            tape.onGradient(y, g -> {
                seen.add(g);
                return g;
            });
            tape.gradients(y.mul(3).mul(1).sum(), x);

            assertThat(seen.get(0).value().at(0)).isEqualTo(3);
        }
    }

    @Test
    void layersGiveBackWhatTheyMadeForTheNext() {
        List<Tensor> seen = new ArrayList<>();
        Conv2d first = new Conv2d(1, 8, ConvOptions.kernel(3).padding(1), new Random(1));
        Sequential model = new Sequential(first, new Relu(), new Flatten());
        first.onForward((input, layer) -> {
            Tensor output = layer.apply(input);
            seen.add(output);
            return output;
        });
        Tensor images = new Tensor(NDArray.full(DType.FLOAT32, Shape.of(4, 1, 12, 12), 1));
        double expected = model.forward(images).sum().item();
        seen.clear();
        Workspace.Scope scope = workspace.open();
        try (scope) {
            Tensor y = model.forward(images);

            assertThat(y.sum().item()).isEqualTo(expected);
            assertThatThrownBy(() -> seen.get(0).value().at(0)).isInstanceOf(WorkspaceException.class);
        }
    }

    @Test
    void whatNoGradientNeedsIsGivenBackWhenItsReaderHasRun() {
        Sequential model = new Sequential(
                new Conv2d(1, 8, ConvOptions.kernel(3), new Random(1)),
                new Relu(),
                new Flatten(),
                new Dropout(0.5, new Random(1)));
        Tensor images = new Tensor(NDArray.full(DType.FLOAT32, Shape.of(4, 1, 12, 12), 1));
        Workspace.Scope scope = workspace.open();
        try (scope;
                Tape tape = Tape.record()) {
            Tensor y = model.forward(images);

            assertThat(tape.entries().stream()
                            .filter(entry -> !entry.isLeaf())
                            .filter(entry ->
                                    entry.outputShape().size() == y.shape().size())
                            .map(entry -> entry.op().name() + " "
                                    + entry.output().value().isReadable()))
                    .contains("relu true", "reshape true", "mul true")
                    .filteredOn(line -> line.endsWith("false"))
                    .isNotEmpty()
                    .allMatch(line -> line.startsWith("conv2d") || line.startsWith("add"));
        }
    }

    @Test
    void whatAHookHasSeenIsNotGivenBack() {
        Conv2d conv = new Conv2d(1, 8, ConvOptions.kernel(3), new Random(1));
        Sequential model = new Sequential(new Sequential(conv), new Identity(), new Relu());
        List<Tensor> seen = new ArrayList<>();
        conv.onForward((in, layer) -> {
            seen.add(layer.apply(in));
            return seen.get(0);
        });
        Tensor images = new Tensor(NDArray.full(DType.FLOAT32, Shape.of(4, 1, 12, 12), 1));
        Workspace.Scope scope = workspace.open();
        try (scope;
                Tape tape = Tape.record()) {
            Tensor y = model.forward(images);
            assertThat(seen.get(0).value().isReadable()).isTrue();
            tape.backward(y.sum());
        }
    }

    @Test
    void whatAProgramHoldsBesideASequentialIsNotGivenBack() {
        Sequential model = new Sequential(new Flatten(), new Relu(), new Identity());
        Workspace.Scope scope = workspace.open();
        try (scope;
                Tape tape = Tape.record()) {
            Tensor h = x.mul(2).reshape(4, SIZE / 4);
            Tensor y = model.forward(h);
            assertThat(h.value().at(0)).isEqualTo(6);
            assertThat(tape.gradients(y.mul(h).sum(), x).get(0).value().at(0)).isEqualTo(24);
        }
    }

    @Test
    void valuesThatTheSecondPartOfASumNeedsStay() {
        Conv2d conv = new Conv2d(8, 8, ConvOptions.kernel(3).padding(1), new Random(2));
        Sequential model =
                new Sequential(new Conv2d(1, 8, ConvOptions.kernel(3), new Random(1)), new Residual(conv), new Relu());
        Tensor images = new Tensor(NDArray.full(DType.FLOAT32, Shape.of(4, 1, 12, 12), 1));
        List<NDArray> gradients = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Workspace.Scope scope = i == 0 ? null : Workspace.poisoned().open();
            try (scope;
                    Tape tape = Tape.record()) {
                tape.backward(model.forward(images).square().sum());
                gradients.add(conv.parameters().get("weight").grad().value().copy());
                model.parameters().values().forEach(Parameter::zeroGrad);
            }
        }
        assertThat(gradients.get(1).sameBits(gradients.get(0))).isTrue();
    }

    @Test
    void aStepOfTheSameShapesTakesNoNewMemory() {
        Training training = new Training();
        Set<float[]> known = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Boolean> isNew = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            isNew.add(known.addAll(inside(workspace, training::memoryOfStep)));
        }
        assertThat(isNew.get(0)).isTrue();
        assertThat(isNew.subList(3, 5)).containsOnly(false);
    }

    @Test
    void lengthsThatGoUnusedAreDropped() {
        float[] first = inside(workspace, () -> x.mul(2).value().floats());
        Tensor longer = new Tensor(NDArray.zeros(DType.FLOAT32, Shape.of(2 * SIZE)));
        for (int i = 0; i < 40; i++) { // more often than it waits
            inside(workspace, () -> longer.mul(2));
        }
        assertThat(inside(workspace, () -> x.mul(2).value().floats())).isNotSameAs(first);
    }

    @Test
    void anOpenWorkspaceCannotBeOpenedAgain() {
        Workspace.Scope scope = workspace.open();
        try (scope) {
            assertThatThrownBy(workspace::open)
                    .isInstanceOf(WorkspaceException.class)
                    .hasMessageContaining("open already");
            assertThatThrownBy(() -> CompletableFuture.runAsync(workspace::open).join())
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(WorkspaceException.class);
        }
        workspace.open().close();
    }

    @Test
    void scopesAreClosedInTheirOrder() {
        Workspace.Scope outer = workspace.open();
        Workspace.Scope inner = new Workspace().open();

        assertThatThrownBy(outer::close).isInstanceOf(WorkspaceException.class);
        inner.close();
        inner.close();
        outer.close();
    }

    @Test
    void workspacesNestWithoutMixingTheirMemory() {
        Workspace other = new Workspace();
        Workspace.Scope scope = workspace.open();
        try (scope) {
            Tensor y = x.mul(2);
            Tensor gone = inside(other, () -> y.mul(2));
            assertThat(x.mul(5).value().at(0)).isEqualTo(15);
            assertThat(y.value().at(0)).isEqualTo(6);
            assertThatThrownBy(() -> gone.value().at(0)).isInstanceOf(WorkspaceException.class);
        }
    }
}
