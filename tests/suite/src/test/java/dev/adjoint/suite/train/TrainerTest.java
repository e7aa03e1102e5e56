package dev.adjoint.suite.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.AnomalyException;
import dev.adjoint.ArgumentException;
import dev.adjoint.Engine;
import dev.adjoint.IntArray;
import dev.adjoint.NDArray;
import dev.adjoint.Parameter;
import dev.adjoint.Shape;
import dev.adjoint.SplitMix;
import dev.adjoint.Tape;
import dev.adjoint.Tensor;
import dev.adjoint.data.Batch;
import dev.adjoint.data.Batches;
import dev.adjoint.data.Dataset;
import dev.adjoint.nn.Block;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Losses;
import dev.adjoint.nn.Sequential;
import dev.adjoint.op.ArgMax;
import dev.adjoint.optim.Accuracy;
import dev.adjoint.optim.BatchResult;
import dev.adjoint.optim.Clip;
import dev.adjoint.optim.Clipping;
import dev.adjoint.optim.CosineAnnealingLr;
import dev.adjoint.optim.EpochResult;
import dev.adjoint.optim.Evaluation;
import dev.adjoint.optim.ExponentialLr;
import dev.adjoint.optim.Improvement;
import dev.adjoint.optim.LearningRate;
import dev.adjoint.optim.MeanLoss;
import dev.adjoint.optim.Monitor;
import dev.adjoint.optim.ReduceOnPlateau;
import dev.adjoint.optim.Scheduler;
import dev.adjoint.optim.Sgd;
import dev.adjoint.optim.Trainer;
import dev.adjoint.optim.TrainerOptions;
import dev.adjoint.optim.TrainingListener;
import dev.adjoint.optim.TrainingResult;
import dev.adjoint.optim.TrainingResult.Ending;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TrainerTest {
    private static final int THREADS = Engine.threads();

    @AfterEach
    void restoreThreads() {
        Engine.useThreads(THREADS);
    }

    @Test
    void moreStepsThanCanBeCountedAreRefused() {
        TrainerOptions options = TrainerOptions.epochs(1 << 30);
        assertThatThrownBy(() -> options.steps(ToyTraining.TRAINING))
                .isInstanceOf(ArgumentException.class)
                .hasMessage("training: expected at most 2147483647 steps, got 5368709120 in 1073741824 epochs of 5");
    }

    @Test
    void trainsAsALoopWrittenByHandDoes() {
        TrainerOptions options =
                TrainerOptions.epochs(2).clipping(Clipping.byNorm(0.5)).metrics(new Accuracy());
        CosineAnnealingLr cosine = new CosineAnnealingLr(0.01, options.steps(ToyTraining.TRAINING), 0);
        ToyTraining toy = new ToyTraining(options.learningRate(LearningRate.perStep(cosine)));
        TrainingResult result = toy.fit();

        ToyTraining byHand = new ToyTraining(options);
        Scheduler scheduler = new Scheduler(byHand.optimizer, cosine);
        double loss = 0;
        int correct = 0;
        for (int epoch = 0; epoch < 2; epoch++) {
            loss = 0;
            correct = 0;
            byHand.model.train();
            for (Batch batch : ToyTraining.TRAINING.epoch(epoch)) {
                try (Tape tape = Tape.record()) {
                    Tensor outputs = byHand.model.forward(batch.inputs());
                    Tensor error = Losses.crossEntropy(outputs, batch.labels());
                    tape.backward(error);
                    loss += error.item() * batch.size();
                    IntArray predicted = ArgMax.argmax(outputs.detach(), 1);
                    for (int i = 0; i < batch.size(); i++) {
                        correct += predicted.at(i) == batch.labels().at(i) ? 1 : 0;
                    }
                }
                Clip.byNorm(byHand.optimizer.parameters(), 0.5);
                byHand.optimizer.step();
                byHand.optimizer.zeroGrad();
                scheduler.step();
            }
        }

        ToyTraining.assertSameBits(toy.model, byHand.model);
        assertThat(result.ending()).isEqualTo(Ending.COMPLETED);
        assertThat(result.epochs()).hasSize(2);
        EpochResult last = result.epochs().get(1);
        assertThat(last.epoch()).isEqualTo(2);
        assertThat(last.steps()).isEqualTo(10);
        assertThat(last.learningRate()).isEqualTo(byHand.optimizer.learningRate());
        assertThat(last.training()).containsExactly(entry("loss", loss / 34), entry("accuracy", correct / 34.0));
    }

    @Test
    void validationIsMeasuredInEvaluationModeOnTheWholeOfIt() {
        ToyTraining toy = new ToyTraining(ToyTraining.options());
        TrainingResult result = toy.fit();

        toy.model.eval();
        Batch all = ToyTraining.VALIDATION.dataset().all();
        Tensor outputs = toy.model.forward(all.inputs());
        double loss = Losses.crossEntropy(outputs, all.labels()).item();
        Map<String, Double> validation = result.epochs().get(3).validation();
        assertThat(validation).containsOnlyKeys("loss", "accuracy");
        assertThat(validation.get("loss")).isCloseTo(loss, within(1e-6));
    }

    @Test
    void evaluationLeavesTheModeAsItWas() {
        ToyTraining toy = new ToyTraining(ToyTraining.options());
        MeanLoss loss = new MeanLoss(Losses::crossEntropy);
        Map<String, Double> first = Evaluation.of(toy.model, ToyTraining.VALIDATION, loss);
        assertThat(toy.model.isTraining()).isTrue();
        toy.model.eval();
        assertThat(Evaluation.of(toy.model, ToyTraining.VALIDATION, loss)).isEqualTo(first);
        assertThat(toy.model.isTraining()).isFalse();
    }

    private static List<Boolean> modes(Sequential model) {
        return model.children().values().stream().map(Block::isTraining).toList();
    }

    @Test
    void evaluationRestoresTheModeOfEachPart() {
        ToyTraining toy = new ToyTraining(ToyTraining.options());
        toy.model.children().get("1").eval();
        List<Boolean> before = modes(toy.model);
        Evaluation.of(toy.model, ToyTraining.VALIDATION, new Accuracy());
        assertThat(modes(toy.model)).isEqualTo(before).contains(true, false);
    }

    @Test
    void evaluationThatFailsRestoresTheModeOfEachPart() {
        ToyTraining toy = new ToyTraining(ToyTraining.options());
        toy.model.children().get("1").eval();
        List<Boolean> before = modes(toy.model);
        assertThatThrownBy(() -> Evaluation.of(toy.model, ToyTraining.VALIDATION, new MeanLoss((outputs, labels) -> {
                    throw new IllegalStateException("boom");
                })))
                .hasMessage("boom");
        assertThat(modes(toy.model)).isEqualTo(before);
    }

    @Test
    void fitLeavesTheModelReadyToPredict() {
        ToyTraining toy = new ToyTraining(ToyTraining.options());
        toy.fit();
        Tensor images = ToyTraining.VALIDATION.dataset().all().inputs();
        Map<String, NDArray> before = toy.model.state();
        NDArray first = toy.model.forward(images).value();
        assertThat(toy.model.forward(images).value().sameBits(first)).isTrue();
        ToyTraining.assertSameBits(toy.model.state(), before);
        assertThat(modes(toy.model)).containsOnly(false);
    }

    @Test
    void partInEvaluationModeStaysSoWhileTheModelLearns() {
        List<List<Boolean>> seen = new ArrayList<>();
        ToyTraining[] toy = new ToyTraining[1];
        toy[0] = new ToyTraining(ToyTraining.options().listeners(new TrainingListener() {
            @Override
            public void onBatch(BatchResult result) {
                seen.add(modes(toy[0].model));
                toy[0].trainer.requestStop();
            }
        }));
        toy[0].model.children().get("1").eval();
        Map<String, NDArray> before = toy[0].model.state();
        for (int i = 0; i < 7; i++) {
            toy[0].fit();
        }
        assertThat(seen).hasSize(7).containsOnly(List.of(true, false, true, true, true, true, true));
        assertThat(toy[0].model.state().get("1.running_mean").sameBits(before.get("1.running_mean")))
                .isTrue();
        assertThat(toy[0].model.state().get("1.weight").sameBits(before.get("1.weight")))
                .isFalse();
    }

    @Test
    void modelInEvaluationModeLearnsInTrainingMode() {
        ToyTraining toy = new ToyTraining(ToyTraining.options());
        ToyTraining other = new ToyTraining(ToyTraining.options());
        other.model.eval();
        assertThat(other.fit()).isEqualTo(toy.fit());
    }

    @Test
    void scheduleMayCountEpochs() {
        ToyTraining toy = new ToyTraining(
                TrainerOptions.epochs(3).learningRate(LearningRate.perEpoch(new ExponentialLr(0.5, 0.5))));
        assertThat(toy.fit().epochs()).extracting(EpochResult::learningRate).containsExactly(0.5, 0.25, 0.125);
    }

    @Test
    void learningRateFallsOnAPlateauOfTheMonitoredMetric() {
        ToyTraining toy = new ToyTraining(TrainerOptions.epochs(6)
                .metrics(new Scripted(5, 4, 4, 4, 3, 3))
                .monitor(Monitor.training("scripted", Improvement.minimize()))
                .learningRate(LearningRate.onPlateau(
                        ReduceOnPlateau.options().patience(1).factor(0.5))));
        assertThat(toy.trainer.fit(ToyTraining.TRAINING).epochs())
                .extracting(EpochResult::learningRate)
                .containsExactly(0.01, 0.01, 0.01, 0.01, 0.005, 0.005);
    }

    @Test
    void stopsAfterAsManyEpochsWithoutImprovementAsPatienceSays() {
        ToyTraining toy = new ToyTraining(TrainerOptions.epochs(20)
                .metrics(new Scripted(1, 2, 2, 1, 2.5, 2.5, 2.6, 2.7, 9))
                .monitor(Monitor.training("scripted", Improvement.maximize().byAmount(0.25)))
                .patience(3));
        TrainingResult result = toy.trainer.fit(ToyTraining.TRAINING);
        assertThat(result.ending()).isEqualTo(Ending.STOPPED_EARLY);
        assertThat(result.bestEpoch()).hasValue(5);
        assertThat(result.epochs()).hasSize(8);
    }

    @Test
    void patienceThatEndsWithTheLastEpochStopsNothing() {
        ToyTraining toy = new ToyTraining(TrainerOptions.epochs(3)
                .metrics(new Scripted(1, 2, 2))
                .monitor(Monitor.training("scripted", Improvement.minimize()))
                .patience(2));
        assertThat(toy.trainer.fit(ToyTraining.TRAINING).ending()).isEqualTo(Ending.COMPLETED);
    }

    @Test
    void metricThatNeverIsANumberEndsPatienceToo() {
        ToyTraining toy = new ToyTraining(TrainerOptions.epochs(20)
                .metrics(new Scripted(Double.NaN, Double.NaN, Double.NaN))
                .monitor(Monitor.training("scripted", Improvement.minimize()))
                .patience(2)
                .keepBest(true));
        TrainingResult result = toy.trainer.fit(ToyTraining.TRAINING);
        assertThat(result.epochs()).hasSize(2);
        assertThat(result.bestEpoch()).isEmpty();
    }

    @Test
    void endsWithTheWeightsOfTheBestEpoch() {
        List<Map<String, NDArray>> states = new ArrayList<>();
        TrainingListener[] watch = new TrainingListener[1];
        ToyTraining[] toy = new ToyTraining[1];
        watch[0] = new TrainingListener() {
            @Override
            public void onEpoch(EpochResult result) {
                states.add(toy[0].model.state());
            }
        };
        toy[0] = new ToyTraining(TrainerOptions.epochs(4)
                .metrics(new Scripted(3, 1, 2, 2))
                .monitor(Monitor.training("scripted", Improvement.minimize()))
                .keepBest(true)
                .listeners(watch));

        TrainingResult result = toy[0].trainer.fit(ToyTraining.TRAINING);

        assertThat(result.bestEpoch()).hasValue(2);
        ToyTraining.assertSameBits(toy[0].model.state(), states.get(1));
        assertThat(states.get(1).get("0.weight").sameBits(states.get(3).get("0.weight")))
                .isFalse();
    }

    @Test
    void bitsDoNotDependOnTheNumberOfThreads() {
        Engine.useThreads(1);
        ToyTraining one = new ToyTraining(ToyTraining.options());
        TrainingResult expected = one.fit();
        for (int threads = 2; threads <= 3; threads++) {
            Engine.useThreads(threads);
            ToyTraining more = new ToyTraining(ToyTraining.options());
            assertThat(more.trainer.fit(ToyTraining.TRAINING.workers(threads), ToyTraining.VALIDATION))
                    .isEqualTo(expected);
            ToyTraining.assertSameBits(more.model, one.model);
        }
    }

    @Test
    void stopComesAfterTheBatchAndTrainingGoesOnFromThere() {
        ToyTraining whole = new ToyTraining(ToyTraining.options());
        TrainingResult expected = whole.fit();
        List<BatchResult> batches = new ArrayList<>();
        ToyTraining[] toy = new ToyTraining[1];
        toy[0] = new ToyTraining(ToyTraining.options().listeners(new TrainingListener() {
            @Override
            public void onBatch(BatchResult result) {
                batches.add(result);
                toy[0].trainer.requestStop();
            }
        }));

        for (int i = 1; i <= 4 * 5; i++) {
            assertThat(toy[0].fit().ending()).isEqualTo(Ending.INTERRUPTED);
            assertThat(batches).hasSize(i);
        }

        assertThat(toy[0].fit()).isEqualTo(expected);
        ToyTraining.assertSameBits(toy[0].model, whole.model);
        assertThat(batches.get(6).epoch()).isEqualTo(2);
        assertThat(batches.get(6).batch()).isEqualTo(2);
        assertThat(batches.get(6).steps()).isEqualTo(4);
    }

    @Test
    void stopRequestedBeforehandEndsTheNextTrainingAtOnce() {
        ToyTraining toy = new ToyTraining(ToyTraining.options());
        Map<String, NDArray> before = toy.model.state();
        toy.trainer.requestStop();
        assertThat(toy.fit().ending()).isEqualTo(Ending.INTERRUPTED);
        ToyTraining.assertSameBits(toy.model.state(), before);
        assertThat(toy.fit().ending()).isEqualTo(Ending.COMPLETED);
    }

    @Test
    void lossThatIsNoNumberEndsTheTrainingBeforeTheStep() {
        Linear model = new Linear(1, 1, new SplitMix(1));
        Map<String, NDArray> before = model.state();
        Batches data = Dataset.of(NDArray.of(Shape.of(2, 1), 1f, 2f), IntArray.of(0, 0))
                .batches(1);
        Trainer trainer = new Trainer(
                model,
                new Sgd(model, 1),
                (outputs, labels) -> outputs.sub(outputs).sum().log().add(Double.POSITIVE_INFINITY),
                TrainerOptions.epochs(1));
        assertThatThrownBy(() -> trainer.fit(data))
                .isInstanceOf(AnomalyException.class)
                .hasMessageStartingWith("training: the loss of batch 1 of epoch 1 is NaN");
        ToyTraining.assertSameBits(model.state(), before);
    }

    @Test
    void errorsSayWhatIsWrong() {
        ToyTraining toy = new ToyTraining(ToyTraining.options().keepBest(true));
        Map<String, NDArray> before = toy.model.state();
        assertRefused(
                () -> toy.trainer.fit(ToyTraining.TRAINING),
                "monitor: expected validation data, as epochs are compared by the loss of the validation, got none");
        ToyTraining.assertSameBits(toy.model.state(), before);
        assertRefused(
                () -> toy.trainer.fit(ToyTraining.TRAINING.dataset().range(0, 0).batches(8)),
                "training: expected at least one batch, got none");
        assertRefused(toy.trainer::resume, "resume: expected options with checkpoints, got none");
    }

    private static void assertRefused(ThrowingCallable what, String message) {
        assertThatThrownBy(what).isInstanceOf(ArgumentException.class).hasMessage(message);
    }

    @Test
    void whatDoesNotFitTogetherIsRefusedAtBuilding() {
        TrainerOptions options = TrainerOptions.epochs(1);
        assertRefused(
                () -> new ToyTraining(options.metrics(new Accuracy()).metrics(new Accuracy())),
                "metrics: two of them have a value named accuracy");
        assertRefused(
                () -> new ToyTraining(
                        options.metrics(new Accuracy()).monitor(Monitor.validation("acuracy", Improvement.maximize()))),
                "monitor: expected one of the metrics [loss, accuracy], got acuracy");
        assertThatThrownBy(() -> new ToyTraining(options.learningRate(LearningRate.onPlateau(ReduceOnPlateau.options()))
                        .metrics(new Accuracy())
                        .monitor(Monitor.validation("accuracy", Improvement.maximize()))))
                .isInstanceOf(ArgumentException.class)
                .hasMessageContaining("takes greater for better");
        new ToyTraining(options.learningRate(
                        LearningRate.onPlateau(ReduceOnPlateau.options().improvement(Improvement.maximize())))
                .metrics(new Accuracy())
                .monitor(Monitor.validation("accuracy", Improvement.maximize())));
    }

    @Test
    void optimizerOfAnotherModelIsRefusedAtBuilding() {
        TrainerOptions options = TrainerOptions.epochs(1);
        Linear model = new Linear(2, 2, new SplitMix(1));
        Linear other = new Linear(2, 2, new SplitMix(1));
        assertRefused(
                () -> new Trainer(model, new Sgd(other, 0.1), Losses::crossEntropy, options),
                "trainer: expected an optimizer of the model's parameters, got Sgd(rate 0.1, 2 parameters), which"
                        + " changes none of them; create it with the model that is trained");
        Parameter weight = model.parameters().get("weight");
        Parameter stale = other.parameters().get("bias");
        assertRefused(
                () -> new Trainer(model, new Sgd(0.1, weight, stale), Losses::crossEntropy, options),
                "trainer: the optimizer changes [bias], which the model does not have, and leaves out [bias]: create it"
                        + " after parts were replaced, and freeze what is not to be trained");
        assertThat(new Trainer(model, new Sgd(0.1, weight), Losses::crossEntropy, options))
                .hasToString("Trainer(Sgd(rate 0.1, 1 parameter), epochs 1)");
        Parameter temperature = new Parameter("temperature", NDArray.of(Shape.of(1), 1f));
        Parameter[] all = {weight, model.parameters().get("bias"), temperature};
        assertThat(new Trainer(model, new Sgd(0.1, all), Losses::crossEntropy, options))
                .isNotNull();
    }

    @Test
    void accumulationOfAnyNumberOfBatchesIsOneStepAnEpoch() {
        assertThat(TrainerOptions.epochs(3).accumulation(Integer.MAX_VALUE).steps(ToyTraining.TRAINING))
                .isEqualTo(3);
    }

    @Test
    void optionsOutOfRangeAreRefused() {
        TrainerOptions options = TrainerOptions.epochs(1);
        assertRefused(() -> TrainerOptions.epochs(0), "epochs: expected 1 or more, got 0");
        assertThatThrownBy(() -> TrainerOptions.epochs(-1)).isInstanceOf(ArgumentException.class);
        assertThatThrownBy(() -> options.accumulation(0)).isInstanceOf(ArgumentException.class);
        assertThatThrownBy(() -> options.patience(0)).isInstanceOf(ArgumentException.class);
        assertThatThrownBy(() -> new LearningRate(
                        Optional.of(new ExponentialLr(1, 0.5)), true, Optional.of(ReduceOnPlateau.options())))
                .isInstanceOf(ArgumentException.class)
                .hasMessageContaining("got both");
    }

    @Test
    void optionsAreValues() {
        assertThat(TrainerOptions.epochs(3).keepBest(true).accumulation(2))
                .isEqualTo(TrainerOptions.epochs(3).accumulation(2).keepBest(true))
                .isNotEqualTo(TrainerOptions.epochs(3).accumulation(2))
                .hasToString("epochs 3, keep best true, accumulation 2");
    }
}
