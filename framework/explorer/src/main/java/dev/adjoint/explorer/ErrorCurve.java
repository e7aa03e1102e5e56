package dev.adjoint.explorer;

import dev.adjoint.NDArray;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The error of central differences as a function of their step. Large steps suffer from the curvature of the function,
 * small ones from its rounding.
 *
 * @param element the flat position of the element where it is measured, -1 if every element of the leaf has a kink
 * @param steps the steps h
 * @param float32 the distances from the gradient when the loss is computed in float32
 * @param float64 the same in float64
 */
record ErrorCurve(int element, double[] steps, double[] float32, double[] float64) {
    private static final double[] STEPS =
            IntStream.rangeClosed(0, 12).mapToDouble(i -> Math.pow(10, -i)).toArray();

    /** Measures the error at the given element with the steepest gradient. */
    static ErrorCurve of(Replay single, Replay replay, int leaf, List<Integer> elements, NDArray gradient) {
        int steepest = -1;
        for (int element : elements) {
            if (steepest < 0 || Math.abs(gradient.at(element)) > Math.abs(gradient.at(steepest))) {
                steepest = element;
            }
        }
        if (steepest < 0) {
            return new ErrorCurve(-1, new double[0], new double[0], new double[0]);
        }
        double exact = gradient.at(steepest);
        return new ErrorCurve(
                steepest, STEPS, errors(single, leaf, steepest, exact), errors(replay, leaf, steepest, exact));
    }

    private static double[] errors(Replay replay, int leaf, int element, double gradient) {
        double[] errors = new double[STEPS.length];
        for (int i = 0; i < STEPS.length; i++) {
            double difference = replay.shifted(leaf, element, STEPS[i]) - replay.shifted(leaf, element, -STEPS[i]);
            errors[i] = Math.abs(difference / (2 * STEPS[i]) - gradient);
        }
        return errors;
    }
}
