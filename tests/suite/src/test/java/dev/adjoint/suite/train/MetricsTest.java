package dev.adjoint.suite.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.ArgumentException;
import dev.adjoint.IntArray;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.ShapeException;
import dev.adjoint.Tensor;
import dev.adjoint.nn.Losses;
import dev.adjoint.optim.Accuracy;
import dev.adjoint.optim.ClassScores;
import dev.adjoint.optim.ClassScores.Average;
import dev.adjoint.optim.ConfusionMatrix;
import dev.adjoint.optim.MeanLoss;
import dev.adjoint.optim.Metric;
import dev.adjoint.optim.Scores;
import dev.adjoint.optim.TopKAccuracy;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MetricsTest {
    private static final double NAN = Double.NaN;

    /** Outputs that are largest for the class given, one sample each. */
    private static Tensor predicting(int classes, int... predicted) {
        double[] outputs = new double[predicted.length * classes];
        for (int i = 0; i < predicted.length; i++) {
            outputs[i * classes + predicted[i]] = 1;
        }
        return new Tensor(NDArray.wrap(Shape.of(predicted.length, classes), outputs));
    }

    private static Tensor outputs(int classes, double... numbers) {
        return new Tensor(NDArray.of(Shape.of(numbers.length / classes, classes), numbers));
    }

    private static double value(Metric metric) {
        assertThat(metric.values()).hasSize(1);
        return metric.values().values().iterator().next();
    }

    /**
     *
     *
     * <pre>
     * actual \ predicted   0  1  2  3
     *                  0   3  1  0  0      precision 3/4, recall 3/4
     *                  1   1  2  0  0                2/3         2/3
     *                  2   0  0  0  0      neither a sample nor a prediction
     *                  3   0  0  0  1                1/1         1/1
     * </pre>
     */
    private static void fill(Metric metric) {
        metric.update(predicting(4, 0, 0, 0, 1), IntArray.of(0, 0, 0, 0));
        metric.update(predicting(4, 0, 1, 1, 3), IntArray.of(1, 1, 1, 3));
    }

    @Test
    void confusionMatrixCountsActualInRowsAndPredictedInColumns() {
        ConfusionMatrix confusion = new ConfusionMatrix(4);
        fill(confusion);
        assertThat(confusion.count(0, 1)).isEqualTo(1);
        assertThat(confusion.count(1, 0)).isEqualTo(1);
        assertThat(confusion.count(0, 0)).isEqualTo(3);
        assertThat(confusion.values()).isEmpty();
        assertThat(confusion).hasToString("""
                actual \\ predicted
                     0  1  2  3
                  0  3  1  0  0
                  1  1  2  0  0
                  2  0  0  0  0
                  3  0  0  0  1""");
    }

    @Test
    void scoresAreThoseComputedByHand() {
        ConfusionMatrix confusion = new ConfusionMatrix(4);
        fill(confusion);
        assertThat(confusion.scores(0)).isEqualTo(new Scores(0.75, 0.75, 0.75, 4));
        assertThat(confusion.scores(1)).isEqualTo(new Scores(2 / 3.0, 2 / 3.0, 2 / 3.0, 3));
        assertThat(confusion.scores(2)).isEqualTo(new Scores(0, 0, 0, 0));
        assertThat(confusion.scores(3)).isEqualTo(new Scores(1, 1, 1, 1));
        assertThat(confusion.micro()).isEqualTo(new Scores(0.75, 0.75, 0.75, 8));
        assertThat(confusion.macro().f1()).isCloseTo((0.75 + 2 / 3.0 + 0 + 1) / 4, within(1e-15));
        assertThat(confusion.macro().support()).isEqualTo(8);
    }

    @Test
    void precisionAndRecallAreNotMixedUp() {
        ConfusionMatrix confusion = new ConfusionMatrix(2);
        confusion.update(predicting(2, 1, 1, 1, 1, 0), IntArray.of(1, 0, 0, 0, 0));
        assertThat(confusion.scores(1)).isEqualTo(new Scores(0.25, 1, 0.4, 1));
        assertThat(confusion.scores(0)).isEqualTo(new Scores(1, 0.25, 0.4, 4));
    }

    @Test
    void zeroDivisionIsWhatWasAskedFor() {
        ConfusionMatrix one = new ConfusionMatrix(4, 1);
        ConfusionMatrix none = new ConfusionMatrix(4, NAN);
        fill(one);
        fill(none);
        assertThat(one.scores(2)).isEqualTo(new Scores(1, 1, 1, 0));
        assertThat(one.macro().recall()).isCloseTo((0.75 + 2 / 3.0 + 1 + 1) / 4, within(1e-15));
        assertThat(none.scores(2)).isEqualTo(new Scores(NAN, NAN, NAN, 0));
        assertThat(none.macro().recall()).isCloseTo((0.75 + 2 / 3.0 + 1) / 3, within(1e-15));
        assertThat(new ConfusionMatrix(2, NAN).macro()).isEqualTo(new Scores(NAN, NAN, NAN, 0));
    }

    @Test
    void classScoresHaveNamesByAverage() {
        ClassScores macro = new ClassScores(4, Average.MACRO);
        ClassScores micro = new ClassScores(4, Average.MICRO);
        ClassScores each = new ClassScores(4, Average.PER_CLASS);
        Stream.of(macro, micro, each).forEach(MetricsTest::fill);
        assertThat(macro.values()).containsOnlyKeys("precision", "recall", "f1");
        assertThat(micro.values()).containsExactly(entry("precision", 0.75), entry("recall", 0.75), entry("f1", 0.75));
        assertThat(each.values())
                .hasSize(12)
                .contains(entry("precision_0", 0.75), entry("recall_3", 1.0), entry("f1_2", 0.0));
    }

    @Test
    void topKCountsLabelsAmongTheLargestOutputs() {
        Metric top2 = new TopKAccuracy(2);
        top2.update(outputs(3, 1, 3, 2, 1, 3, 2, 1, 3, 2), IntArray.of(0, 1, 2));
        assertThat(top2.values()).containsExactly(entry("top2", 2 / 3.0));
        Metric top3 = new TopKAccuracy(3);
        top3.update(outputs(3, 1, 3, 2), IntArray.of(0));
        assertThat(value(top3)).isEqualTo(1);
    }

    @Test
    void firstOfEqualOutputsCountsAsLargest() {
        Metric accuracy = new Accuracy();
        Metric top2 = new TopKAccuracy(2);
        for (Metric metric : List.of(accuracy, top2)) {
            metric.update(outputs(3, 5, 5, 5, 5, 5, 5, 5, 5, 5), IntArray.of(0, 1, 2));
        }
        assertThat(value(accuracy)).isEqualTo(1 / 3.0);
        assertThat(value(top2)).isEqualTo(2 / 3.0);
    }

    @Test
    void everyPositionOfAnImageCountsAndNegativeLabelsDoNot() {
        Tensor outputs = new Tensor(NDArray.of(Shape.of(1, 2, 2, 2), 1.0, 0, 1, 0, 0, 1, 0, 1));
        IntArray labels = IntArray.of(Shape.of(1, 2, 2), 0, 1, 1, -100);
        Metric accuracy = new Accuracy();
        Metric top1 = new TopKAccuracy(1);
        ConfusionMatrix confusion = new ConfusionMatrix(2);
        Stream.of(accuracy, top1, confusion).forEach(metric -> metric.update(outputs, labels));
        assertThat(value(accuracy)).isEqualTo(2 / 3.0);
        assertThat(value(top1)).isEqualTo(2 / 3.0);
        assertThat(confusion.macro().support()).isEqualTo(3);
        assertThat(confusion.count(1, 0)).isEqualTo(1);
    }

    @Test
    void meanLossWeighsBatchesByTheirSamples() {
        Metric loss = new MeanLoss((outputs, labels) -> outputs.mean());
        loss.update(outputs(1, 1, 2, 3), IntArray.of(0, 0, 0));
        loss.update(outputs(1, 10), IntArray.of(0));
        assertThat(loss.values()).containsExactly(entry("loss", 4.0));
    }

    @Test
    void withoutSamplesMeansAreNotANumber() {
        assertThat(value(new Accuracy())).isNaN();
        assertThat(value(new MeanLoss(Losses::crossEntropy))).isNaN();
    }

    static Stream<Metric> metrics() {
        return Stream.of(
                new MeanLoss(Losses::crossEntropy),
                new Accuracy(),
                new TopKAccuracy(2),
                new ConfusionMatrix(4),
                new ClassScores(4, Average.PER_CLASS));
    }

    @ParameterizedTest
    @MethodSource("metrics")
    void stateCarriesEverythingAndResetForgetsIt(Metric metric) {
        double[] empty = metric.state();
        fill(metric);
        double[] state = metric.state();
        fill(metric);
        double[] twice = metric.state();
        metric.reset();
        assertThat(metric.state()).isEqualTo(empty).isNotEqualTo(state);
        metric.restore(state);
        fill(metric);
        assertThat(metric.state()).isEqualTo(twice);
        assertThatThrownBy(() -> metric.restore(1, 2, 3))
                .isInstanceOf(ArgumentException.class)
                .hasMessageStartingWith("state of ");
        assertThat(metric.state()).isEqualTo(twice);
    }

    @Provide
    Arbitrary<List<List<Double>>> rows() {
        return Arbitraries.integers()
                .between(-3, 3)
                .map(i -> i == 3 ? NAN : i)
                .list()
                .ofSize(4)
                .list()
                .ofMinSize(1)
                .ofMaxSize(12);
    }

    @Property
    void streamedInAnyBatchesTheyEqualTheDefinition(@ForAll("rows") List<List<Double>> rows, @ForAll long seed) {
        int n = rows.size();
        int[] labels = new Random(seed).ints(n, 0, 4).toArray();
        Accuracy accuracy = new Accuracy();
        TopKAccuracy top2 = new TopKAccuracy(2);
        ConfusionMatrix confusion = new ConfusionMatrix(4);
        int split = (int) Long.remainderUnsigned(seed, n);
        for (int[] range : new int[][] {{0, split}, {split, n}}) {
            int from = range[0];
            int size = range[1] - from;
            if (size > 0) {
                double[] numbers = rows.subList(from, range[1]).stream()
                        .flatMap(List::stream)
                        .mapToDouble(x -> x)
                        .toArray();
                IntArray some = IntArray.of(Arrays.copyOfRange(labels, from, range[1]));
                Stream.of(accuracy, top2, confusion).forEach(metric -> metric.update(outputs(4, numbers), some));
            }
        }

        List<List<Integer>> order = rows.stream().map(MetricsTest::descending).toList();
        long first = IntStream.range(0, n)
                .filter(i -> order.get(i).get(0) == labels[i])
                .count();
        long second = IntStream.range(0, n)
                .filter(i -> order.get(i).get(1) == labels[i])
                .count();
        assertThat(value(accuracy)).isEqualTo((double) first / n);
        assertThat(value(top2)).isEqualTo((double) (first + second) / n);
        for (int actual = 0; actual < 4; actual++) {
            for (int predicted = 0; predicted < 4; predicted++) {
                int a = actual;
                int p = predicted;
                assertThat(confusion.count(a, p))
                        .isEqualTo(IntStream.range(0, n)
                                .filter(i -> labels[i] == a && order.get(i).get(0) == p)
                                .count());
            }
        }
    }

    /** The classes by falling output, NaN first, equals in their order. */
    private static List<Integer> descending(List<Double> row) {
        return IntStream.range(0, row.size())
                .boxed()
                .sorted(Comparator.comparing((Integer c) -> row.get(c)).reversed())
                .toList();
    }

    @Test
    void errorsSayWhatIsWrong() {
        assertThatThrownBy(() -> new Accuracy().update(outputs(2, 1, 2), IntArray.of(0, 1)))
                .isInstanceOf(ShapeException.class)
                .hasMessage("metric of classes: expected outputs [n, classes, ...] and labels [n, ...],"
                        + " got [1, 2] and [2]");
        assertThatThrownBy(() -> new Accuracy().update(outputs(2, 1, 2), IntArray.of(2)))
                .isInstanceOf(ArgumentException.class)
                .hasMessage("metric of classes: expected labels below the 2 classes of the outputs,"
                        + " got 2 at position 0");
        assertThatThrownBy(() -> new ConfusionMatrix(3).update(outputs(2, 1, 2), IntArray.of(1)))
                .isInstanceOf(ArgumentException.class)
                .hasMessage("confusion matrix: expected outputs for 3 classes, got [1, 2]");
        assertThatThrownBy(() -> new ConfusionMatrix(3).count(0, 3)).isInstanceOf(ArgumentException.class);
        assertThatThrownBy(() -> new ConfusionMatrix(0)).isInstanceOf(ArgumentException.class);
        assertThatThrownBy(() -> new ConfusionMatrix(3, 0.5)).isInstanceOf(ArgumentException.class);
        assertThatThrownBy(() -> new TopKAccuracy(0)).isInstanceOf(ArgumentException.class);
    }
}
