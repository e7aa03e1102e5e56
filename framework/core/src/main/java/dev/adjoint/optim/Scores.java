package dev.adjoint.optim;

/**
 * How well a class is distinguished from the others, or the average over all classes.
 *
 * @param precision the part of the predictions of the class that is right: {@code tp / (tp + fp)}
 * @param recall the part of the samples of the class that is predicted as such: {@code tp / (tp + fn)}
 * @param f1 their harmonic mean, {@code 2 tp / (2 tp + fp + fn)}
 * @param support the number of samples of the class, or of all
 */
public record Scores(double precision, double recall, double f1, long support) {}
