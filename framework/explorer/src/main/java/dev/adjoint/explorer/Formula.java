package dev.adjoint.explorer;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.adjoint.Entry;
import dev.adjoint.op.Reshape;
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

    /** The formula of one of the framework's operations; null for a leaf and for an operation of somebody else's. */
    static Formula of(Entry entry) {
        if (entry.isLeaf() || !entry.op().getClass().getPackageName().equals(Reshape.class.getPackageName())) {
            return null;
        }
        String name = entry.op().name().replaceAll("[123]d(?=_|$)", "");
        return KNOWN.getOrDefault(name + "_" + entry.inputCount(), KNOWN.get(name));
    }
}
