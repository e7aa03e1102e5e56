package dev.adjoint.jqwik;

import dev.adjoint.IntArray;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import dev.adjoint.data.Batch;
import net.jqwik.api.SampleReportingFormat;

/**
 * Shows the framework's values in jqwik's reports as Java expressions, so that a counterexample can be copied into a
 * test. The samples of this package print themselves in the same way.
 */
public final class JavaReportingFormat implements SampleReportingFormat {
    /** Called by jqwik. */
    public JavaReportingFormat() {}

    @Override
    public boolean appliesTo(Object value) {
        return code(value) != null;
    }

    @Override
    public Object report(Object value) {
        return SampleReportingFormat.plainLabel(code(value));
    }

    private static String code(Object value) {
        if (value instanceof Shape shape) {
            return JavaCode.of(shape);
        }
        if (value instanceof Tensor tensor) {
            return JavaCode.of(tensor);
        }
        if (value instanceof NDArray array) {
            return JavaCode.of(array);
        }
        if (value instanceof IntArray labels) {
            return JavaCode.of(labels);
        }
        return value instanceof Batch batch ? JavaCode.of(batch) : null;
    }
}
