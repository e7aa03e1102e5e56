package dev.adjoint.explorer;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.List;
import java.util.Map;

/**
 * The formula of an operation in LaTeX. The inputs are called a, b, c, and the output y. A bar denotes the gradient of
 * the loss.
 *
 * @param value the output
 * @param gradients the operation's contribution to the gradient of each input
 */
record Formula(String value, List<String> gradients) {
    private static final Map<String, Formula> KNOWN =
            Resources.json("formulas.json", new TypeReference<Map<String, Formula>>() {});

    /** The formula of one of the framework's operations; null for another. */
    static Formula of(String operation) {
        return KNOWN.get(operation.replaceAll("[123]d(?=_|$)", ""));
    }
}
