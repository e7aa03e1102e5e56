package dev.adjoint.data;

import dev.adjoint.ArgumentException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a {@link Classifier} takes a sample for: each class with its probability, the most probable one first.
 *
 * <p>It prints as {@code circle 0.98, square 0.02}; of more than five classes the first five.
 *
 * @param classes all classes, from the most probable to the least
 */
public record Classification(List<Candidate> classes) {
    private static final int SHOWN = 5;

    /**
     * A class and how probable it is.
     *
     * @param name the name of the class, or its number as text where classes have no names
     * @param probability from 0 to 1; those of all classes add up to 1
     */
    public record Candidate(String name, double probability) {
        /** The name and two digits of the probability, such as {@code circle 0.98}. */
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%s %.2f", name, probability);
        }
    }

    /**
     * Copies the list.
     *
     * @param classes all classes, from the most probable to the least
     * @throws ArgumentException if there are none
     */
    public Classification {
        classes = List.copyOf(classes);
        if (classes.isEmpty()) {
            throw new ArgumentException("classification: expected at least one class, got none");
        }
    }

    static Classification of(List<String> names, double[] probabilities) {
        return new Classification(IntStream.range(0, probabilities.length)
                .mapToObj(i -> new Candidate(names.isEmpty() ? String.valueOf(i) : names.get(i), probabilities[i]))
                .sorted(Comparator.comparingDouble(candidate -> -candidate.probability()))
                .toList());
    }

    /**
     * The name of the most probable class.
     *
     * @return the first name
     */
    public String name() {
        return classes.get(0).name();
    }

    /**
     * The probability of the most probable class.
     *
     * @return from 0 to 1
     */
    public double probability() {
        return classes.get(0).probability();
    }

    /**
     * The probability of a class.
     *
     * @param name its name
     * @return from 0 to 1
     * @throws ArgumentException if there is no such class
     */
    public double probability(String name) {
        return classes.stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ArgumentException("classification: expected one of the classes "
                        + classes.stream().map(Candidate::name).toList() + ", got " + name))
                .probability();
    }

    /**
     * The most probable classes.
     *
     * @param n how many, at least 1
     * @return so many, or all if there are fewer
     * @throws ArgumentException if n is less than 1
     */
    public List<Candidate> top(int n) {
        Require.atLeast(1, "classification: top", n);
        return classes.subList(0, Math.min(n, classes.size()));
    }

    @Override
    public String toString() {
        return top(SHOWN).stream().map(Candidate::toString).collect(Collectors.joining(", "))
                + (classes.size() > SHOWN ? ", ..." : "");
    }
}
