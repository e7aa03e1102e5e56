package dev.adjoint.op;

import dev.adjoint.AdjointException;
import dev.adjoint.ArgumentException;
import dev.adjoint.Entry;
import dev.adjoint.Forward;
import dev.adjoint.Gradient;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import dev.adjoint.kernel.indexing.Strided;
import java.util.Arrays;
import java.util.List;

/**
 * Reorders the axes: axis i of the result is axis {@code order[i]} of the input. Gradient: the inverse permutation.
 * Source: PyTorch's {@code torch.permute}.
 *
 * @param order every axis once, from 0
 */
public record Permute(List<Integer> order) implements LinearMap {
    /**
     * Reorders the axes.
     *
     * @param x the input
     * @param axes every axis once; from the end if negative
     * @return the permuted tensor
     * @throws ArgumentException if an axis is missing or comes twice
     */
    public static Tensor permute(Tensor x, int... axes) {
        if (axes.length != x.rank()) {
            throw new ArgumentException(
                    "permute: expected each axis of shape " + x.shape() + " once, got " + Arrays.toString(axes));
        }
        AdjointException.during("permute", () -> x.shape().axes(axes));
        return new Permute(Arrays.stream(axes).map(x.shape()::axis).boxed().toList()).apply(x);
    }

    /**
     * Exchanges two axes.
     *
     * @param x the input
     * @param first one axis
     * @param second the other
     * @return the transposed tensor
     */
    public static Tensor transpose(Tensor x, int first, int second) {
        Shape shape = x.shape().atLeast1d();
        int[] axes = shape.axes();
        int a = shape.axis(first);
        int b = shape.axis(second);
        axes[a] = b;
        axes[b] = a;
        return new Permute(Arrays.stream(axes).boxed().toList()).apply(x);
    }

    @Override
    public Forward forward(NDArray... in) {
        int[] strides = in[0].shape().strides();
        int[] dims = new int[strides.length];
        int[] permuted = new int[strides.length];
        for (int i = 0; i < dims.length; i++) {
            dims[i] = in[0].shape().dim(order.get(i));
            permuted[i] = strides[order.get(i)];
        }
        if (Arrays.equals(strides, permuted)) {
            return Forward.of(in[0].reshape(Shape.of(dims)));
        }
        return Forward.of(Strided.read(in[0], 0, Shape.of(dims), permuted));
    }

    @Override
    public Gradient[] vjp(Entry entry, Tensor g) {
        int[] inverse = new int[order.size()];
        for (int i = 0; i < inverse.length; i++) {
            inverse[order.get(i)] = i;
        }
        return Gradient.of(() -> permute(g, inverse));
    }
}
