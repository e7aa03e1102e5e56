package dev.adjoint;

import java.util.Set;

/** Looks for the first NaN or infinity, and for the user's line that led to it. */
final class Anomalies {
    private static final Set<String> OWN_PACKAGES =
            Set.of("dev.adjoint", "dev.adjoint.op", "dev.adjoint.nn", "dev.adjoint.kernel", "dev.adjoint.optim");

    private Anomalies() {}

    static void checkValue(Op op, Tensor[] inputs, Tensor output) {
        int at = firstNonFinite(output.value());
        if (at < 0) {
            return;
        }
        StringBuilder from = new StringBuilder();
        for (int i = 0; i < inputs.length; i++) {
            int bad = firstNonFinite(inputs[i].value());
            from.append(i == 0 ? "" : ", ")
                    .append("input ")
                    .append(i)
                    .append(' ')
                    .append(inputs[i].shape())
                    .append(
                            bad < 0
                                    ? " is finite"
                                    : " already holds " + inputs[i].value().at(bad));
        }
        throw new AnomalyException("produced " + output.value().at(at) + " at flat index " + at
                + " of its value of shape " + output.shape() + "; " + from + "; applied at " + callingLine());
    }

    static void checkGradient(Entry entry, int input, Tensor gradient) {
        int at = firstNonFinite(gradient.value());
        if (at >= 0) {
            throw new AnomalyException(
                    "the gradient of entry " + entry.index() + " (" + entry.op().name()
                            + ") with respect to its input " + input + " holds "
                            + gradient.value().at(at) + " at flat index " + at
                            + " of shape " + gradient.shape() + "; applied at " + entry.line());
        }
    }

    /** The innermost frame outside the framework. */
    static String callingLine() {
        return StackWalker.getInstance()
                .walk(frames -> frames.filter(f -> !OWN_PACKAGES.contains(packageOf(f.getClassName())))
                        .findFirst()
                        .map(f -> f.toStackTraceElement().toString())
                        .orElse("an unknown line"));
    }

    private static String packageOf(String className) {
        return className.substring(0, Math.max(0, className.lastIndexOf('.')));
    }

    private static int firstNonFinite(NDArray array) {
        for (int i = 0; i < array.size(); i++) {
            if (!Double.isFinite(array.at(i))) {
                return i;
            }
        }
        return -1;
    }
}
