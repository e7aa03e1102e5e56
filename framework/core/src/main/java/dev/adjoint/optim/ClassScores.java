package dev.adjoint.optim;

import dev.adjoint.ArgumentException;
import dev.adjoint.IntArray;
import dev.adjoint.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Precision, recall and F1 of a {@link ConfusionMatrix}, under the names {@code precision}, {@code recall} and
 * {@code f1}. The scores of single classes are called {@code precision_0} and so on.
 */
public final class ClassScores implements Metric {
    private final ConfusionMatrix confusion;
    private final Average average;

    /** How the classes' scores are combined. */
    public enum Average {
        /** Three numbers for each class. */
        PER_CLASS,
        /** The means over the classes, each counting the same. */
        MACRO,
        /** The scores of all decisions together, each sample counting the same. */
        MICRO
    }

    /**
     * Creates the metric. A score whose divisor is 0 is 0.
     *
     * @param classes the number of classes, 1 or more
     * @param average how the classes' scores are combined
     * @throws ArgumentException if there are no classes
     */
    public ClassScores(int classes, Average average) {
        this(new ConfusionMatrix(classes), average);
    }

    /**
     * Creates the metric over a given table.
     *
     * @param confusion the table, which this metric fills; it says what a score with divisor 0 is
     * @param average how the classes' scores are combined
     */
    public ClassScores(ConfusionMatrix confusion, Average average) {
        this.confusion = confusion;
        this.average = average;
    }

    @Override
    public void update(Tensor outputs, IntArray labels) {
        confusion.update(outputs, labels);
    }

    @Override
    public Map<String, Double> values() {
        Map<String, Double> values = new LinkedHashMap<>();
        switch (average) {
            case MACRO -> put(values, confusion.macro(), "");
            case MICRO -> put(values, confusion.micro(), "");
            case PER_CLASS -> {
                for (int c = 0; c < confusion.classes(); c++) {
                    put(values, confusion.scores(c), "_" + c);
                }
            }
        }
        return values;
    }

    private static void put(Map<String, Double> values, Scores scores, String suffix) {
        values.put("precision" + suffix, scores.precision());
        values.put("recall" + suffix, scores.recall());
        values.put("f1" + suffix, scores.f1());
    }

    @Override
    public void reset() {
        confusion.reset();
    }

    @Override
    public double[] state() {
        return confusion.state();
    }

    @Override
    public void restore(double... state) {
        confusion.restore(state);
    }
}
