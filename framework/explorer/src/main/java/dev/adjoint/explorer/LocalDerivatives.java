package dev.adjoint.explorer;

import dev.adjoint.Entry;
import dev.adjoint.Gradient;
import dev.adjoint.NDArray;
import dev.adjoint.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * The derivatives of an operation's output elements with respect to the elements of one of its inputs, without those
 * that are zero. A backward pass from each single output element finds them, so they come from the same code as the
 * gradients.
 *
 * @param outputs flat positions in the output; null if derivative i connects input i with output i
 * @param inputs flat positions in the input; null in the same case
 * @param values the derivatives
 */
record LocalDerivatives(int[] outputs, int[] inputs, double[] values) {
    /** The most numbers that are read to find the derivatives of one operation. */
    private static final long WORK = 10_000_000;

    /** The derivatives for each input of an operation; null if there are more than the limit. */
    static List<LocalDerivatives> of(Entry entry, int limit) {
        int inputs = entry.inputCount();
        int size = entry.outputShape().size();
        long work = 0;
        List<List<Found>> found = new ArrayList<>();
        for (int k = 0; k < inputs; k++) {
            work += (long) size * entry.inputShape(k).size();
            found.add(new ArrayList<>());
        }
        if (work > WORK || size > limit) {
            return none(inputs);
        }
        double[] seed = new double[size];
        for (int o = 0; o < size; o++) {
            seed[o] = 1;
            NDArray oneHot =
                    NDArray.of(entry.outputShape(), seed).to(entry.output().dtype());
            seed[o] = 0;
            Gradient[] vjps = entry.op().vjp(entry, new Tensor(oneHot));
            for (int k = 0; k < inputs; k++) {
                if (vjps[k] != null && found.get(k).size() <= limit) {
                    collect(vjps[k].compute().value(), o, found.get(k));
                }
            }
        }
        List<LocalDerivatives> result = new ArrayList<>();
        for (int k = 0; k < inputs; k++) {
            result.add(
                    found.get(k).size() > limit
                            ? null
                            : of(found.get(k), entry.inputShape(k).size()));
        }
        return result;
    }

    static List<LocalDerivatives> none(int inputs) {
        List<LocalDerivatives> result = new ArrayList<>();
        for (int k = 0; k < inputs; k++) {
            result.add(null);
        }
        return result;
    }

    private record Found(int output, int input, double value) {}

    private static void collect(NDArray row, int output, List<Found> found) {
        for (int i = 0; i < row.size(); i++) {
            if (row.at(i) != 0) {
                found.add(new Found(output, i, row.at(i)));
            }
        }
    }

    private static LocalDerivatives of(List<Found> found, int inputSize) {
        double[] values = found.stream().mapToDouble(Found::value).toArray();
        boolean diagonal = found.size() == inputSize && found.stream().allMatch(f -> f.output == f.input);
        return diagonal
                ? new LocalDerivatives(null, null, values)
                : new LocalDerivatives(
                        found.stream().mapToInt(Found::output).toArray(),
                        found.stream().mapToInt(Found::input).toArray(),
                        values);
    }
}
