package dev.adjoint.optim;

import dev.adjoint.ArgumentException;
import dev.adjoint.IntArray;
import dev.adjoint.Tensor;
import java.util.Arrays;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * How often each class was predicted as each other: a table with a row for each actual class and a column for each
 * predicted class. Outputs are {@code [n, classes, ...]} and labels {@code [n, ...]}. Negative labels are left out.
 * Among equal outputs the first counts.
 *
 * <pre>{@code
 * ConfusionMatrix confusion = new ConfusionMatrix(10);
 * Evaluation.of(model, test, confusion);
 * System.out.println(confusion);
 * double f1 = confusion.macro().f1();
 * }</pre>
 *
 * <p>No single number represents it, so it has no {@link #values}; {@link ClassScores} gives some. Definitions of the
 * scores: scikit-learn's {@code precision_recall_fscore_support} with all classes as labels.
 */
public final class ConfusionMatrix implements Metric {
    private final int classes;
    private final double zeroDivision;
    private final long[] counts;

    /**
     * An empty table. A score whose divisor is 0 is 0.
     *
     * @param classes the number of classes, 1 or more
     * @throws ArgumentException if there are no classes
     */
    public ConfusionMatrix(int classes) {
        this(classes, 0);
    }

    /**
     * An empty table.
     *
     * @param classes the number of classes, 1 or more
     * @param zeroDivision a score whose divisor is 0, such as the precision of a class that was never predicted: 0, 1,
     *     or NaN, which averages leave out
     * @throws ArgumentException if there are no classes, or the score is none of the three
     */
    public ConfusionMatrix(int classes, double zeroDivision) {
        if (classes < 1 || classes > 46_340) {
            throw new ArgumentException("confusion matrix: expected 1 to 46340 classes, got " + classes);
        }
        if (zeroDivision != 0 && zeroDivision != 1 && !Double.isNaN(zeroDivision)) {
            throw new ArgumentException("zero division: expected 0, 1 or NaN, got " + zeroDivision);
        }
        this.classes = classes;
        this.zeroDivision = zeroDivision;
        this.counts = new long[classes * classes];
    }

    @Override
    public void update(Tensor outputs, IntArray labels) {
        Predictions predictions = new Predictions(outputs, labels);
        if (predictions.classes() != classes) {
            throw new ArgumentException(
                    "confusion matrix: expected outputs for " + classes + " classes, got " + outputs.shape());
        }
        for (int i = 0; i < predictions.size(); i++) {
            if (predictions.isCounted(i)) {
                counts[predictions.label(i) * classes + predictions.predicted(i)]++;
            }
        }
    }

    /**
     * The number of classes.
     *
     * @return 1 or more
     */
    public int classes() {
        return classes;
    }

    /**
     * How often one class was predicted as another, or as itself.
     *
     * @param actual the class of the label
     * @param predicted the class of the largest output
     * @return the number of samples
     */
    public long count(int actual, int predicted) {
        return counts[requireClass(actual) * classes + requireClass(predicted)];
    }

    private int requireClass(int number) {
        if (number < 0 || number >= classes) {
            throw new ArgumentException("class: expected 0 to " + (classes - 1) + ", got " + number);
        }
        return number;
    }

    /**
     * The scores of a class.
     *
     * @param number the class
     * @return its scores
     */
    public Scores scores(int number) {
        requireClass(number);
        return scores(count(number, number), predicted(number), actual(number));
    }

    /**
     * The means of the classes' scores. Each class counts the same.
     *
     * @return the average scores; the support is the number of all samples
     */
    public Scores macro() {
        return new Scores(
                mean(Scores::precision),
                mean(Scores::recall),
                mean(Scores::f1),
                LongStream.of(counts).sum());
    }

    /**
     * The scores of all decisions together. Each sample counts the same. Because every sample has one class and one
     * prediction, all three scores are the accuracy.
     *
     * @return the average scores; the support is the number of all samples
     */
    public Scores micro() {
        long all = LongStream.of(counts).sum();
        long correct = IntStream.range(0, classes).mapToLong(c -> count(c, c)).sum();
        return scores(correct, all, all);
    }

    private Scores scores(long hits, long predicted, long actual) {
        return new Scores(
                quotient(hits, predicted), quotient(hits, actual), quotient(2 * hits, predicted + actual), actual);
    }

    private double quotient(long part, long whole) {
        return whole == 0 ? zeroDivision : (double) part / whole;
    }

    private double mean(ToDoubleFunction<Scores> score) {
        return IntStream.range(0, classes)
                .mapToDouble(c -> score.applyAsDouble(scores(c)))
                .filter(s -> !Double.isNaN(s))
                .average()
                .orElse(Double.NaN);
    }

    private long actual(int row) {
        return IntStream.range(0, classes).mapToLong(c -> count(row, c)).sum();
    }

    private long predicted(int column) {
        return IntStream.range(0, classes).mapToLong(c -> count(c, column)).sum();
    }

    /** {@inheritDoc} None. */
    @Override
    public Map<String, Double> values() {
        return Map.of();
    }

    @Override
    public void reset() {
        Arrays.fill(counts, 0);
    }

    @Override
    public double[] state() {
        return LongStream.of(counts).asDoubleStream().toArray();
    }

    @Override
    public void restore(double... state) {
        if (state.length != counts.length) {
            throw new ArgumentException("state of confusion matrix: expected the " + counts.length + " counts of "
                    + classes + " classes, got " + state.length);
        }
        Arrays.setAll(counts, i -> (long) state[i]);
    }

    /** The table, with rows for the actual and columns for the predicted classes. */
    @Override
    public String toString() {
        long largest = LongStream.of(counts).max().orElse(0);
        int width = 2 + String.valueOf(Math.max(largest, classes)).length();
        StringBuilder text = new StringBuilder("actual \\ predicted\n");
        String cell = "%" + width + "s";
        text.append(cell.formatted(""));
        IntStream.range(0, classes).forEach(c -> text.append(cell.formatted(c)));
        for (int row = 0; row < classes; row++) {
            text.append('\n').append(cell.formatted(row));
            for (int c = 0; c < classes; c++) {
                text.append(cell.formatted(count(row, c)));
            }
        }
        return text.toString();
    }
}
