package dev.adjoint.op;

import dev.adjoint.Entry;
import dev.adjoint.Forward;
import dev.adjoint.Gradient;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;

/**
 * Running sums along an axis: {@code y[i] = x[0] + ... + x[i]}, or from the other end {@code y[i] = x[i] + ... + x[n -
 * 1]}. Sums are double. Gradient: the running sums of g from the other end. Source: PyTorch's {@code torch.cumsum}.
 *
 * @param axis the axis, from 0
 * @param fromEnd whether the sums run from the end of the axis
 */
public record Cumsum(int axis, boolean fromEnd) implements LinearMap {
    @Override
    public Forward forward(NDArray... in) {
        Shape shape = in[0].shape();
        int n = shape.dim(axis);
        int inner = shape.size(axis + 1, shape.rank());
        double[] y = in[0].toDoubleArray();
        int step = fromEnd ? -inner : inner;
        for (int line = 0; n > 0 && line < y.length / n; line++) {
            int first = line / inner * inner * n + line % inner + (fromEnd ? (n - 1) * inner : 0);
            double sum = 0;
            for (int i = 0; i < n; i++) {
                sum += y[first + i * step];
                y[first + i * step] = sum;
            }
        }
        return Forward.of(NDArray.wrap(shape, y).to(in[0].dtype()));
    }

    @Override
    public Gradient[] vjp(Entry entry, Tensor g) {
        return Gradient.of(() -> new Cumsum(axis, !fromEnd).apply(g));
    }
}
