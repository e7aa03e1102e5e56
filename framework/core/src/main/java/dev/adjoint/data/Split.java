package dev.adjoint.data;

import dev.adjoint.ArgumentException;
import dev.adjoint.IntArray;
import dev.adjoint.ShapeException;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Samples for training, and others for validation or testing.
 *
 * @param training the samples for training
 * @param heldOut the others
 */
public record Split(Dataset training, Dataset heldOut) {
    /**
     * Holds out samples at random.
     *
     * @param dataset the samples
     * @param fraction the part to hold out, from 0 to 1; the number of samples is rounded
     * @param seed decides which samples
     * @return both parts, each in the dataset's order
     * @throws ArgumentException if the fraction is out of range
     */
    public static Split random(Dataset dataset, double fraction, long seed) {
        int n = dataset.size();
        int held = count(n, fraction);
        int[] order = Seeds.permutation(n, Seeds.generator(seed));
        boolean[] out = new boolean[n];
        for (int i = 0; i < held; i++) {
            out[order[i]] = true;
        }
        return of(dataset, out);
    }

    /**
     * Holds out the same part of each class at random. If the share of a class is not a whole number, it is rounded up
     * or down so that the total is right. The classes with the largest remainders are rounded up (Hamilton's method).
     *
     * @param dataset samples with one label each, 0 or more
     * @param fraction the part to hold out, from 0 to 1; the number of samples is rounded
     * @param seed decides which samples
     * @return both parts, each in the dataset's order
     * @throws ArgumentException if the fraction is out of range or a label is negative
     * @throws ShapeException if a sample has more than one label
     */
    public static Split stratified(Dataset dataset, double fraction, long seed) {
        int n = dataset.size();
        int held = count(n, fraction);
        int[] labels = IntStream.range(0, n).map(i -> label(dataset, i)).toArray();
        int[] classes = Arrays.stream(labels).sorted().distinct().toArray();
        int[][] members = Arrays.stream(classes)
                .mapToObj(label ->
                        IntStream.range(0, n).filter(i -> labels[i] == label).toArray())
                .toArray(int[][]::new);
        int[] shares = Arrays.stream(members)
                .mapToInt(member -> (int) Math.floor(member.length * fraction))
                .toArray();
        int left = held - Arrays.stream(shares).sum();
        IntStream.range(0, classes.length)
                .boxed()
                .sorted((a, b) -> Double.compare(
                        members[b].length * fraction - shares[b], members[a].length * fraction - shares[a]))
                .limit(left)
                .forEach(label -> shares[label]++);
        boolean[] out = new boolean[n];
        for (int label = 0; label < classes.length; label++) {
            Seeds.shuffle(members[label], Seeds.generator(seed, classes[label]));
            for (int i = 0; i < shares[label]; i++) {
                out[members[label][i]] = true;
            }
        }
        return of(dataset, out);
    }

    private static int count(int n, double fraction) {
        Require.holds(fraction >= 0 && fraction <= 1, "split: fraction to hold out", "0 to 1", fraction);
        return (int) Math.round(n * fraction);
    }

    private static int label(Dataset dataset, int index) {
        IntArray label = dataset.label(index);
        if (label.shape().size() != 1) {
            throw new ShapeException("stratified split: " + dataset.name(index)
                    + ": expected one label, got labels of shape " + label.shape());
        }
        Require.atLeast(0, "stratified split: " + dataset.name(index) + ": label", label.at(0));
        return label.at(0);
    }

    private static Split of(Dataset dataset, boolean[] out) {
        int n = dataset.size();
        return new Split(
                dataset.subset(
                        IntArray.of(IntStream.range(0, n).filter(i -> !out[i]).toArray())),
                dataset.subset(
                        IntArray.of(IntStream.range(0, n).filter(i -> out[i]).toArray())));
    }
}
