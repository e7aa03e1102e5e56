package dev.adjoint.op;

import dev.adjoint.ArgumentException;
import dev.adjoint.IntArray;
import dev.adjoint.Shape;
import dev.adjoint.ShapeException;
import dev.adjoint.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Einstein's summation: products of tensors whose axes are named by letters, summed over the letters that the result
 * does not have. Operands are contracted from left to right, each pair as a batched {@link MatMul} where anything is
 * summed, and letters that nobody needs any more are summed as early as possible; gradients follow from those ops.
 * Source: PyTorch's {@code torch.einsum}.
 */
public final class Einsum {
    private Einsum() {}

    /**
     * Evaluates an equation such as {@code "bij,bjk->bik"}.
     *
     * <p>A letter names an axis; axes of one letter have one size, or size 1 and are repeated. A letter that an operand
     * has twice takes its diagonal. An ellipsis stands for the axes without a letter, broadcast by NumPy's rules.
     * Without an arrow the result has the ellipsis and then the letters that occur once, in alphabetical order. Spaces
     * are ignored.
     *
     * @param equation the letters of each operand, separated by commas, and after an arrow those of the result
     * @param operands the tensors, as many as the equation names
     * @return the result, its axes in the order of its letters
     * @throws ArgumentException if the equation cannot be read or does not fit the operands' ranks
     * @throws ShapeException if axes of one letter differ in size
     */
    public static Tensor einsum(String equation, Tensor... operands) {
        List<Shape> shapes = Arrays.stream(operands).map(Tensor::shape).toList();
        EinsumEquation parsed = EinsumEquation.parse(equation, shapes);
        Map<Integer, Integer> sizes = sizes(parsed, shapes, equation);
        List<Term> terms = new ArrayList<>();
        for (int k = 0; k < operands.length; k++) {
            terms.add(new Term(operands[k], parsed.operands().get(k)).diagonal().withoutRepeated(sizes));
        }
        Term result = terms.get(0);
        for (int k = 1; k < terms.size(); k++) {
            Set<Integer> needed = new HashSet<>(parsed.output());
            terms.subList(k + 1, terms.size()).forEach(term -> needed.addAll(term.labels));
            result = result.times(terms.get(k), needed);
        }
        Tensor y = result.summedTo(parsed.output()).ordered(parsed.output()).tensor;
        return y == operands[0] ? Reshape.unchanged(y) : y;
    }

    private static Map<Integer, Integer> sizes(EinsumEquation parsed, List<Shape> shapes, String equation) {
        Map<Integer, Integer> sizes = new HashMap<>();
        for (int k = 0; k < shapes.size(); k++) {
            List<Integer> labels = parsed.operands().get(k);
            for (int i = 0; i < labels.size(); i++) {
                int label = labels.get(i);
                int n = shapes.get(k).dim(i);
                int known = sizes.getOrDefault(label, 1);
                boolean repeated = shapes.get(k).dim(labels.indexOf(label)) != n;
                if (repeated || known != n && known != 1 && n != 1) {
                    throw new ShapeException("einsum: label '" + EinsumEquation.name(label) + "' of '" + equation
                            + "' has different sizes in operands of shapes " + shapes);
                }
                sizes.put(label, known == 1 ? n : known);
            }
        }
        return sizes;
    }

    /** A tensor with a label for each of its axes. */
    private record Term(Tensor tensor, List<Integer> labels) {
        /** Takes the diagonal of axes that share a label. */
        Term diagonal() {
            List<Integer> distinct = new ArrayList<>(new LinkedHashSet<>(labels));
            if (distinct.size() == labels.size()) {
                return this;
            }
            int[] dims = new int[distinct.size()];
            int[] strides = new int[distinct.size()];
            for (int i = 0; i < labels.size(); i++) {
                int axis = distinct.indexOf(labels.get(i));
                dims[axis] = tensor.dim(i);
                strides[axis] += tensor.shape().strides()[i];
            }
            int[] places = new int[Shape.of(dims).size()];
            for (int j = 0; j < places.length; j++) {
                int rest = j;
                for (int axis = dims.length - 1; axis >= 0; axis--) {
                    places[j] += rest % dims[axis] * strides[axis];
                    rest /= dims[axis];
                }
            }
            return new Term(new Take(IntArray.wrap(Shape.of(dims), places)).apply(tensor), distinct);
        }

        /** Drops the axes of size 1 that other terms have with another size: multiplying repeats them anyway. */
        Term withoutRepeated(Map<Integer, Integer> sizes) {
            return reshapedTo(labels.stream()
                    .filter(label -> size(label) == sizes.get(label))
                    .toList());
        }

        /** Sums over the labels that nobody needs. */
        Term summedTo(Collection<Integer> needed) {
            int[] over = IntStream.range(0, labels.size())
                    .filter(i -> !needed.contains(labels.get(i)))
                    .toArray();
            return over.length == 0
                    ? this
                    : new Term(
                            tensor.sum(over),
                            labels.stream().filter(needed::contains).toList());
        }

        Term ordered(List<Integer> order) {
            if (labels.equals(order)) {
                return this;
            }
            return new Term(
                    tensor.permute(order.stream().mapToInt(labels::indexOf).toArray()), order);
        }

        /** The same elements with axes of size 1 added or dropped. */
        Term reshapedTo(List<Integer> target) {
            int[] dims = target.stream().mapToInt(this::size).toArray();
            return dims.length == labels.size() ? this : new Term(tensor.reshape(Shape.of(dims)), target);
        }

        int size(int label) {
            int axis = labels.indexOf(label);
            return axis < 0 ? 1 : tensor.dim(axis);
        }

        int size(List<Integer> some) {
            return some.stream().mapToInt(this::size).reduce(1, Math::multiplyExact);
        }

        /** The product with another term, summed over the labels both have and nobody needs. */
        Term times(Term right, Set<Integer> needed) {
            Term a = summedTo(union(needed, right.labels));
            Term b = right.summedTo(union(needed, labels));
            List<Integer> shared = a.labels.stream().filter(b.labels::contains).toList();
            List<Integer> batch = shared.stream().filter(needed::contains).toList();
            List<Integer> inner =
                    shared.stream().filter(label -> !needed.contains(label)).toList();
            List<Integer> rows =
                    a.labels.stream().filter(label -> !shared.contains(label)).toList();
            List<Integer> columns =
                    b.labels.stream().filter(label -> !shared.contains(label)).toList();
            if (inner.isEmpty() || rows.isEmpty() && columns.isEmpty()) {
                List<Integer> all = join(shared, rows, columns);
                Tensor product = a.ordered(join(shared, rows))
                        .reshapedTo(all)
                        .tensor
                        .mul(b.ordered(join(shared, columns)).reshapedTo(all).tensor);
                return new Term(product, all).summedTo(needed);
            }
            boolean transposeA = a.labels.equals(join(batch, inner, rows));
            boolean transposeB = b.labels.equals(join(batch, columns, inner));
            Tensor product = new MatMul(transposeA, transposeB)
                    .apply(
                            transposeA ? a.matrices(batch, inner, rows) : a.matrices(batch, rows, inner),
                            transposeB ? b.matrices(batch, columns, inner) : b.matrices(batch, inner, columns));
            int[] dims = join(batch, rows, columns).stream()
                    .mapToInt(label -> a.labels.contains(label) ? a.size(label) : b.size(label))
                    .toArray();
            return new Term(product.reshape(Shape.of(dims)), join(batch, rows, columns));
        }

        private Tensor matrices(List<Integer> batch, List<Integer> rows, List<Integer> columns) {
            return ordered(join(batch, rows, columns)).tensor.reshape(Shape.of(size(batch), size(rows), size(columns)));
        }

        @SafeVarargs
        private static List<Integer> join(List<Integer>... parts) {
            List<Integer> all = new ArrayList<>();
            for (List<Integer> part : parts) {
                all.addAll(part);
            }
            return all;
        }

        private static Set<Integer> union(Set<Integer> set, List<Integer> more) {
            Set<Integer> result = new HashSet<>(set);
            result.addAll(more);
            return result;
        }
    }
}
