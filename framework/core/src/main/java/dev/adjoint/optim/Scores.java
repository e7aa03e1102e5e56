package dev.adjoint.optim;

/**
 * How well a class is told from the others, or the average over all classes.
 *
 * @param precision of what was taken for the class, the part that is of it: {@code tp / (tp + fp)}
 * @param recall of what is of the class, the part that was taken for it: {@code tp / (tp + fn)}
 * @param f1 their harmonic mean, {@code 2 tp / (2 tp + fp + fn)}
 * @param support the number of samples of the class, or of all
 */
public record Scores(double precision, double recall, double f1, long support) {}
