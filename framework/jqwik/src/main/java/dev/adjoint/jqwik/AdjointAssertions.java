package dev.adjoint.jqwik;

import dev.adjoint.DTypeException;
import dev.adjoint.GradCheck;
import dev.adjoint.Tensor;
import dev.adjoint.nn.Layer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.opentest4j.AssertionFailedError;

/**
 * Assertions about layers and operations, for jqwik, JUnit and everything else that knows {@link AssertionFailedError}.
 * A failure names the worst element and draws a map of the errors.
 */
public final class AdjointAssertions {
    private static final GradCheck BOTH_ORDERS = GradCheck.DEFAULTS.order(2);

    private AdjointAssertions() {}

    /**
     * Requires two tensors to have the same shape, the same element type and nearly the same numbers. How near they
     * must be depends on the element type.
     *
     * @param actual the actual tensor
     * @param expected the expected tensor
     * @throws AssertionFailedError if they differ
     * @see Tolerance#of
     */
    public static void assertClose(Tensor actual, Tensor expected) {
        assertClose(actual, expected, Tolerance.of(expected.dtype()));
    }

    /**
     * Requires two tensors to have the same shape, the same element type and, within a tolerance, the same numbers. NaN
     * equals NaN here.
     *
     * @param actual the actual tensor
     * @param expected the expected tensor
     * @param tolerance how far numbers may be apart
     * @throws AssertionFailedError if they differ
     */
    public static void assertClose(Tensor actual, Tensor expected, Tolerance tolerance) {
        Comparison.require("tensors", actual.value(), expected.value(), tolerance);
    }

    /**
     * Requires the gradients of a function, and the gradients of its gradients, to be those that numeric
     * differentiation gives. See {@link GradCheck}, whose defaults hold here.
     *
     * @param function of one tensor
     * @param x where to check it, in float64
     * @throws AssertionFailedError if a gradient is wrong, or the function has a kink at the input
     * @throws DTypeException if the input is not float64
     */
    @SuppressWarnings("overloads") // a lambda of one parameter with one tensor always selects this method
    public static void assertGradientsMatch(UnaryOperator<Tensor> function, Tensor x) {
        assertGradientsMatch(BOTH_ORDERS, in -> function.apply(in.get(0)), x);
    }

    /**
     * The same for a function of two tensors.
     *
     * @param function of two tensors
     * @param a its first input, in float64
     * @param b its second input, in float64
     * @throws AssertionFailedError if a gradient is wrong, or the function has a kink at the inputs
     * @throws DTypeException if an input is not float64
     */
    public static void assertGradientsMatch(BinaryOperator<Tensor> function, Tensor a, Tensor b) {
        assertGradientsMatch(BOTH_ORDERS, in -> function.apply(in.get(0), in.get(1)), a, b);
    }

    /**
     * The same for a function of any number of tensors.
     *
     * @param function gets the inputs in their order
     * @param inputs where to check it, in float64
     * @throws AssertionFailedError if a gradient is wrong, or the function has a kink at the inputs
     * @throws DTypeException if an input is not float64
     */
    @SuppressWarnings("overloads")
    public static void assertGradientsMatch(Function<List<Tensor>, Tensor> function, Tensor... inputs) {
        assertGradientsMatch(BOTH_ORDERS, function, inputs);
    }

    /**
     * The same with settings of your own.
     *
     * @param check order, tolerances, steps, and how many elements are checked one by one
     * @param function gets the inputs in their order
     * @param inputs where to check it, in float64
     * @throws AssertionFailedError if a gradient is wrong, or the function has a kink at the inputs
     * @throws DTypeException if an input is not float64
     */
    public static void assertGradientsMatch(
            GradCheck check, Function<List<Tensor>, Tensor> function, Tensor... inputs) {
        List<Tensor> list = List.of(inputs);
        GradientComparison.require(check.check(function, list), list);
    }

    /**
     * The same for a layer, with respect to its input and all its parameters. The parameters are numbered after the
     * input, in the order of {@link Layer#parameters}.
     *
     * @param layer a layer with float64 parameters; it keeps their values
     * @param x an input, in float64
     * @throws AssertionFailedError if a gradient is wrong, or the layer has a kink at the input
     * @throws DTypeException if the input or a parameter is not float64
     */
    public static void assertGradientsMatch(Layer layer, Tensor x) {
        List<Tensor> inputs = new ArrayList<>(List.of(x));
        inputs.addAll(layer.parameters().values());
        assertGradientsMatch(in -> layer.forward(in.get(0)), inputs.toArray(Tensor[]::new));
    }

    /**
     * Requires one linear map to be the adjoint of another: {@code <map(x), g> = <x, adjoint(g)>} for a random g. The
     * two sides may differ by the rounding of the element type.
     *
     * @param map a linear map
     * @param adjoint its adjoint, such as the gradient with respect to the input
     * @param x an input of the map; best an arbitrary one, as zeros hide errors
     * @throws AssertionFailedError if it is not, or has another shape
     */
    public static void assertAdjoint(UnaryOperator<Tensor> map, UnaryOperator<Tensor> adjoint, Tensor x) {
        Tensor y = map.apply(x);
        assertAdjoint(map, adjoint, x, drawn(y), Tolerance.of(x.dtype()));
    }

    /**
     * Requires one linear map to be the adjoint of another: {@code <map(x), g> = <x, adjoint(g)>}. If it is not, the
     * wrong elements are found: each element of {@code adjoint(g)} is compared with {@code <map(e), g>}, where e is the
     * unit vector of that element.
     *
     * @param map a linear map
     * @param adjoint its adjoint, such as the gradient with respect to the input
     * @param x an input of the map; best an arbitrary one, as zeros hide errors
     * @param g an input of the adjoint
     * @param tolerance how far the two inner products may be apart, relative to the sum of the magnitudes of their
     *     summands
     * @throws AssertionFailedError if it is not, or has another shape
     */
    public static void assertAdjoint(
            UnaryOperator<Tensor> map, UnaryOperator<Tensor> adjoint, Tensor x, Tensor g, Tolerance tolerance) {
        new Adjointness(map, adjoint, tolerance).require(x.value(), g.value());
    }

    /**
     * Requires a map to be linear: {@code map(2 x - y/2) = 2 map(x) - map(y)/2} for a random y. The two sides may
     * differ by the rounding of the element type.
     *
     * @param map the map
     * @param x an input; best an arbitrary one, as zeros hide errors
     * @throws AssertionFailedError if it is not
     */
    public static void assertLinear(UnaryOperator<Tensor> map, Tensor x) {
        assertLinear(map, x, drawn(x), Tolerance.of(x.dtype()));
    }

    /**
     * Requires a map to be linear: {@code map(2 x - y/2) = 2 map(x) - map(y)/2}.
     *
     * @param map the map
     * @param x an input; best an arbitrary one, as zeros hide errors
     * @param y another input
     * @param tolerance how far the two sides may be apart
     * @throws AssertionFailedError if it is not
     */
    public static void assertLinear(UnaryOperator<Tensor> map, Tensor x, Tensor y, Tolerance tolerance) {
        Tensor actual = map.apply(x.mul(2).sub(y.mul(0.5)));
        Tensor expected = map.apply(x).mul(2).sub(map.apply(y).mul(0.5));
        Comparison.require(
                "map(2 x - y/2) against 2 map(x) - map(y)/2, which a linear map makes equal",
                actual.value(),
                expected.value(),
                tolerance);
    }

    /**
     * Requires a map to be equivariant: {@code map(before(x)) = after(map(x))}. An example is a convolution of stride s
     * with circular padding, and an input whose size s divides:
     *
     * <pre>{@code
     * assertEquivariant(conv, translation(s), translation(1), x);
     * }</pre>
     *
     * @param map the map
     * @param before the change of the input
     * @param after the change of the output that should follow
     * @param x an input
     * @throws AssertionFailedError if the two sides differ by more than rounding
     */
    public static void assertEquivariant(
            UnaryOperator<Tensor> map, UnaryOperator<Tensor> before, UnaryOperator<Tensor> after, Tensor x) {
        assertEquivariant(map, before, after, x, Tolerance.of(x.dtype()));
    }

    /**
     * Requires a map to be equivariant: {@code map(before(x)) = after(map(x))}.
     *
     * @param map the map
     * @param before the change of the input
     * @param after the change of the output that should follow
     * @param x an input
     * @param tolerance how far the two sides may be apart
     * @throws AssertionFailedError if they differ by more
     */
    public static void assertEquivariant(
            UnaryOperator<Tensor> map,
            UnaryOperator<Tensor> before,
            UnaryOperator<Tensor> after,
            Tensor x,
            Tolerance tolerance) {
        Comparison.require(
                "map(before(x)) against after(map(x)), which an equivariant map makes equal",
                map.apply(before.apply(x)).value(),
                after.apply(map.apply(x)).value(),
                tolerance);
    }

    /**
     * Moves an image: {@code y[.., i, j] = x[.., i - down, j - right]}. Cells that leave at one end come in at the
     * other.
     *
     * @param cells how far to move along each of the last axes, in their order; negative numbers move back
     * @return the translation of tensors with at least as many axes
     */
    public static UnaryOperator<Tensor> translation(int... cells) {
        return x -> {
            Tensor moved = x;
            for (int i = 0; i < cells.length; i++) {
                int axis = x.rank() - cells.length + i;
                int size = x.dim(axis);
                int start = size == 0 ? 0 : Math.floorMod(-cells[i], size);
                moved = start == 0
                        ? moved
                        : Tensor.concat(axis, moved.slice(axis, start, size), moved.slice(axis, 0, start));
            }
            return moved;
        };
    }

    /** Arbitrary numbers of a tensor's shape and element type. */
    private static Tensor drawn(Tensor like) {
        return Numbers.exact(like.shape(), 1, 6).to(like.dtype());
    }
}
