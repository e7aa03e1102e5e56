package dev.adjoint.suite.reference;

import static dev.adjoint.suite.reference.Adapter.differentiable;

import dev.adjoint.Tensor;
import java.util.Map;
import java.util.TreeMap;

/** Matrix products. */
final class MatmulAdapters {
    private MatmulAdapters() {}

    static Map<String, Adapter> all() {
        Map<String, Adapter> adapters = new TreeMap<>();
        adapters.put("matmul", differentiable(c -> c.tensor("a").matmul(c.tensor("b"))));
        adapters.put("bmm", differentiable(c -> c.tensor("a").matmul(c.tensor("b"))));
        adapters.put("einsum", differentiable(c -> Tensor.einsum(c.attrs().text("equation"), c.series("x"))));
        return adapters;
    }
}
