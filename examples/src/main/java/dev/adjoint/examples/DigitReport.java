package dev.adjoint.examples;

import dev.adjoint.IntArray;
import dev.adjoint.NDArray;
import dev.adjoint.data.Batch;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** How a network reads labelled digits, as text. */
final class DigitReport {
    private static final String SHADES = " .:-=+*#%@";
    private static final int CLASSES = 10;

    private final Batch digits;
    private final IntArray predictions;

    DigitReport(Batch digits, IntArray predictions) {
        this.digits = digits;
        this.predictions = predictions;
    }

    int correct() {
        return digits.size() - mistakes().size();
    }

    double accuracy() {
        return correct() / (double) digits.size();
    }

    List<Integer> mistakes() {
        return IntStream.range(0, digits.size())
                .filter(i -> predictions.at(i) != digits.labels().at(i))
                .boxed()
                .toList();
    }

    /** How often each digit was read as each other. Rows are written digits, and columns are read digits. */
    String confusionMatrix() {
        int[][] counts = new int[CLASSES][CLASSES];
        for (int i = 0; i < digits.size(); i++) {
            counts[digits.labels().at(i)][predictions.at(i)]++;
        }
        StringBuilder text = new StringBuilder("           read as\n  written ");
        for (int digit = 0; digit < CLASSES; digit++) {
            text.append(String.format("%4d", digit));
        }
        for (int row = 0; row < CLASSES; row++) {
            text.append(String.format("%n  %7d ", row));
            for (int count : counts[row]) {
                text.append(count == 0 ? "   ." : String.format("%4d", count));
            }
        }
        return text.toString();
    }

    /** Draws some digits side by side, each with its label and its prediction below. */
    String draw(List<Integer> chosen) {
        NDArray images = digits.inputs().value();
        int height = images.shape().dim(2);
        int width = images.shape().dim(3);
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < height; row++) {
            for (int i : chosen) {
                text.append("  ");
                for (int column = 0; column < width; column++) {
                    double ink = images.get(i, 0, row, column);
                    String shade = String.valueOf(SHADES.charAt((int) Math.min(9, ink * 10)));
                    text.append(shade.repeat(2));
                }
            }
            text.append('\n');
        }
        for (int i : chosen) {
            int label = digits.labels().at(i);
            int prediction = predictions.at(i);
            text.append(String.format(
                    "  %-16s", label == prediction ? "read as " + prediction : label + " read as " + prediction));
        }
        return text.toString().lines().map(String::stripTrailing).collect(Collectors.joining("\n"));
    }
}
