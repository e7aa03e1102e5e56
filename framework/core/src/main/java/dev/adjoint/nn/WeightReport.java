package dev.adjoint.nn;

import java.util.List;

/**
 * How the weights of a file and the parameters and buffers of a module fit together.
 *
 * @param missing paths that the module has and the file has not
 * @param unexpected names that the file has and the module has not
 * @param different names of both with another shape, or a type that no array holds: with what was expected and what
 *     came
 */
public record WeightReport(List<String> missing, List<String> unexpected, List<String> different) {
    /**
     * Copies the lists.
     *
     * @param missing paths that the module has and the file has not
     * @param unexpected names that the file has and the module has not
     * @param different names of both with another shape, or a type that no array holds: with what was expected and what
     *     came
     */
    public WeightReport {
        missing = List.copyOf(missing);
        unexpected = List.copyOf(unexpected);
        different = List.copyOf(different);
    }

    /**
     * Whether every weight has its place and every place its weight.
     *
     * @return whether all lists are empty
     */
    public boolean fits() {
        return missing.isEmpty() && unexpected.isEmpty() && different.isEmpty();
    }

    /** All that does not fit, as one text. */
    @Override
    public String toString() {
        return fits()
                ? "everything fits"
                : "missing " + missing + ", unexpected " + unexpected + ", different " + different;
    }
}
