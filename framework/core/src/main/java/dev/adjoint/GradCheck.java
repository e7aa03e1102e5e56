package dev.adjoint;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Compares the gradients that vector-Jacobian products give with numeric ones, in float64, and tells which element is
 * wrong.
 *
 * <pre>{@code
 * GradCheck.check((x, w) -> x.mul(w).tanh(), x, w);
 * GradCheckReport report = new GradCheck().order(2).compare(t -> t.exp(), x);
 * }</pre>
 *
 * <p>{@code check} throws unless all agree, for tests; {@code compare}, with settings of one's own, gives a report.
 *
 * <p>A function whose output y has any shape is contracted with a fixed random v, so that its derivative with respect
 * to one element e is {@code d<y, v>/de}, which the vector-Jacobian product of v must equal. Order 2 checks the
 * gradient of {@code <gradient, r>}, with r fixed and random, in the same way, also with respect to v.
 *
 * <p>Numeric derivatives are central differences over four points {@code (8 (f(h) - f(-h)) - (f(2h) - f(-2h))) / 12h},
 * with an error of h^4 (B. Fornberg, Generation of finite difference formulas on arbitrarily spaced grids, 1988). Where
 * they disagree with the analytic value, the step is made smaller, so that a kink nearby does no harm. Where they
 * disagree at every step and the slopes on both sides stay apart, the function has a kink, which is reported as such.
 *
 * <p>The function must be deterministic. An input that is a {@link Parameter} is perturbed in place and gets its value
 * back; others are replaced.
 *
 * @param step the largest step for elements of magnitude up to 1; for larger ones it grows with the magnitude
 * @param relative how far two values may be apart, as a part of the larger one
 * @param absolute how much further they may be apart, as a part of the largest element of all gradients
 * @param order 1 to check the gradient, 2 to check the gradient of the gradient as well
 * @param elements an input of more elements than this is checked along random directions only
 * @param directions how many random directions are checked of such an input
 * @param seed where random directions and contractions come from
 */
public record GradCheck(
        double step, double relative, double absolute, int order, int elements, int directions, long seed) {
    /** First order, to seven digits, inputs of up to 1000 elements one by one. */
    public GradCheck() {
        this(0x1p-10, 1e-7, 1e-9, 1, 1000, 16, 42);
    }

    /**
     * Checks the settings.
     *
     * @param step the largest step for elements of magnitude up to 1; for larger ones it grows with the magnitude
     * @param relative how far two values may be apart, as a part of the larger one
     * @param absolute how much further they may be apart, as a part of the largest element of all gradients
     * @param order 1 to check the gradient, 2 to check the gradient of the gradient as well
     * @param elements an input of more elements than this is checked along random directions only
     * @param directions how many random directions are checked of such an input
     * @param seed where random directions and contractions come from
     */
    public GradCheck {
        require(step > 0 && step <= 1, "step: expected more than 0 and at most 1, got " + step);
        require(relative > 0 && relative < 1, "relative tolerance: expected more than 0 and below 1, got " + relative);
        require(absolute >= 0 && absolute < 1, "absolute tolerance: expected 0 to below 1, got " + absolute);
        require(order == 1 || order == 2, "order: expected 1 or 2, got " + order);
        require(elements >= 0, "elements: expected at least 0, got " + elements);
        require(directions >= 1, "directions: expected at least 1, got " + directions);
    }

    /**
     * Sets the step. A linear function allows any, and a large one loses least to round-off.
     *
     * @param largest the largest step for elements of magnitude up to 1
     * @return the changed settings
     */
    public GradCheck step(double largest) {
        return new GradCheck(largest, relative, absolute, order, elements, directions, seed);
    }

    /**
     * Sets the tolerance.
     *
     * @param newRelative how far two values may be apart, as a part of the larger one
     * @param newAbsolute how much further, as a part of the largest element of all gradients
     * @return the changed settings
     */
    public GradCheck tolerance(double newRelative, double newAbsolute) {
        return new GradCheck(step, newRelative, newAbsolute, order, elements, directions, seed);
    }

    /**
     * Sets the order.
     *
     * @param highest 1 to check the gradient, 2 to check the gradient of the gradient as well
     * @return the changed settings
     */
    public GradCheck order(int highest) {
        return new GradCheck(step, relative, absolute, highest, elements, directions, seed);
    }

    /**
     * Sets which inputs are checked along random directions, and along how many.
     *
     * @param limit inputs of more elements; 0 for all
     * @param number how many directions for each
     * @return the changed settings
     */
    public GradCheck directionsAbove(int limit, int number) {
        return new GradCheck(step, relative, absolute, order, limit, number, seed);
    }

    /**
     * Sets the seed.
     *
     * @param newSeed where random directions and contractions come from
     * @return the changed settings
     */
    public GradCheck seed(long newSeed) {
        return new GradCheck(step, relative, absolute, order, elements, directions, newSeed);
    }

    /**
     * Checks a function of one tensor, with the default settings.
     *
     * @param function the function
     * @param x where to check it
     * @return what was found
     * @throws GradCheckException unless all derivatives agree
     * @throws DTypeException if the input is not float64
     */
    public static GradCheckReport check(UnaryOperator<Tensor> function, Tensor x) {
        return new GradCheck().compare(function, x).requirePassed();
    }

    /**
     * Checks a function of two tensors, with the default settings.
     *
     * @param function the function
     * @param a its first input
     * @param b its second input
     * @return what was found
     * @throws GradCheckException unless all derivatives agree
     * @throws DTypeException if an input is not float64
     */
    public static GradCheckReport check(BinaryOperator<Tensor> function, Tensor a, Tensor b) {
        return new GradCheck().compare(function, a, b).requirePassed();
    }

    /**
     * Checks a computation by its parameters, such as {@code net.parameters().values()}, with the default settings.
     *
     * @param computation uses the parameters and computes a tensor
     * @param parameters what to differentiate by; the report numbers them in this order
     * @return what was found
     * @throws GradCheckException unless all derivatives agree
     * @throws DTypeException if a parameter is not float64
     */
    public static GradCheckReport check(Supplier<Tensor> computation, Collection<Parameter> parameters) {
        return new GradCheck().compare(computation, parameters).requirePassed();
    }

    /**
     * Checks a function of any number of tensors, with the default settings.
     *
     * @param function the function; it gets one tensor for each of {@code inputs}
     * @param inputs where to check it
     * @return what was found
     * @throws GradCheckException unless all derivatives agree
     * @throws DTypeException if an input or the output is not float64
     */
    public static GradCheckReport check(Function<List<Tensor>, Tensor> function, List<? extends Tensor> inputs) {
        return new GradCheck().compare(function, inputs).requirePassed();
    }

    /**
     * Compares the gradients of a function of one tensor.
     *
     * @param function the function
     * @param x where to check it
     * @return what was found
     * @throws DTypeException if the input is not float64
     */
    public GradCheckReport compare(UnaryOperator<Tensor> function, Tensor x) {
        return compare(in -> function.apply(in.get(0)), List.of(x));
    }

    /**
     * Compares the gradients of a function of two tensors.
     *
     * @param function the function
     * @param a its first input
     * @param b its second input
     * @return what was found
     * @throws DTypeException if an input is not float64
     */
    public GradCheckReport compare(BinaryOperator<Tensor> function, Tensor a, Tensor b) {
        return compare(in -> function.apply(in.get(0), in.get(1)), List.of(a, b));
    }

    /**
     * Compares the gradients of a computation by its parameters, such as {@code module.parameters().values()}.
     *
     * @param computation uses the parameters and computes a tensor
     * @param parameters what to differentiate by; the report numbers them in this order
     * @return what was found
     * @throws DTypeException if a parameter is not float64
     */
    public GradCheckReport compare(Supplier<Tensor> computation, Collection<Parameter> parameters) {
        return compare(in -> computation.get(), List.copyOf(parameters));
    }

    /**
     * Compares the gradients of a function of any number of tensors.
     *
     * @param function the function; it gets one tensor for each of {@code inputs}
     * @param inputs where to check it
     * @return what was found
     * @throws DTypeException if an input or the output is not float64
     * @throws ArgumentException if two computations of the same differ
     */
    public GradCheckReport compare(Function<List<Tensor>, Tensor> function, List<? extends Tensor> inputs) {
        for (int i = 0; i < inputs.size(); i++) {
            requireDoubles("input " + i, inputs.get(i));
        }
        SplittableRandom random = new SplittableRandom(seed);
        NDArray[] values = inputs.stream().map(x -> x.value().copy()).toArray(NDArray[]::new);
        try {
            Derivative first = new Derivative(function, inputs);
            NDArray y = first.output(values);
            if (!first.output(values).sameBits(y)) {
                throw new ArgumentException(
                        "gradient check: the function is not deterministic, two computations of the same differ");
            }
            NDArray v = random(y.shape(), random);
            List<GradCheckReport.Comparison> found = new ArrayList<>();
            List<NDArray> gradients = first.gradients(values, v);
            compareAll(1, at -> List.of(first.output(at)), List.of(v), values, gradients, random, found);
            if (order == 2) {
                List<NDArray> r =
                        gradients.stream().map(g -> random(g.shape(), random)).toList();
                NDArray[] withUpstream = java.util.Arrays.copyOf(values, values.length + 1);
                withUpstream[values.length] = v;
                List<NDArray> second = first.secondGradients(values, v, r);
                compareAll(2, at -> first.gradients(at, at[values.length]), r, withUpstream, second, random, found);
            }
            return new GradCheckReport(found);
        } finally {
            for (int i = 0; i < values.length; i++) {
                if (inputs.get(i) instanceof Parameter parameter) {
                    parameter.assign(values[i]);
                }
            }
        }
    }

    /**
     * Compares each gradient with differences of {@code function}, whose outputs are contracted with {@code weights}.
     */
    private void compareAll(
            int currentOrder,
            Function<NDArray[], List<NDArray>> function,
            List<NDArray> weights,
            NDArray[] at,
            List<NDArray> gradients,
            SplittableRandom random,
            List<GradCheckReport.Comparison> found) {
        double largest = gradients.stream()
                .flatMapToDouble(g -> java.util.Arrays.stream(g.doubles()))
                .map(Math::abs)
                .max()
                .orElse(0);
        for (int i = 0; i < at.length; i++) {
            int input = i == at.length - 1 && currentOrder == 2 ? GradCheckReport.Comparison.UPSTREAM : i;
            double[] gradient = gradients.get(i).doubles();
            boolean single = gradient.length <= elements;
            for (int k = 0; k < (single ? gradient.length : directions); k++) {
                double[] direction = single ? unit(at[i], k) : direction(at[i], random);
                double analytic = 0;
                double length = 0;
                for (int j = 0; j < direction.length; j++) {
                    analytic += direction[j] == 0 ? 0 : direction[j] * gradient[j];
                    length += direction[j] * direction[j];
                }
                var line = new FiniteDifference(function, weights, at, i, direction);
                double scale = single ? direction[k] : 1;
                double slack = absolute * largest * Math.sqrt(length);
                found.add(line.compare(step, relative, slack, analytic)
                        .scaled(scale)
                        .at(currentOrder, input, single ? index(at[i].shape(), k) : List.of(), single ? -1 : k));
            }
        }
    }

    /** Along one element, as long as the power of two at or below its magnitude, if that is above 1. */
    private static double[] unit(NDArray value, int k) {
        double[] direction = new double[value.size()];
        direction[k] = magnitude(value.at(k));
        return direction;
    }

    private static double[] direction(NDArray value, SplittableRandom random) {
        double[] direction = new double[value.size()];
        java.util.Arrays.setAll(direction, k -> magnitude(value.at(k)) * random.nextDouble(-1, 1));
        return direction;
    }

    private static double magnitude(double element) {
        return Double.isFinite(element) ? Math.scalb(1.0, Math.max(0, Math.getExponent(element))) : 1;
    }

    private static List<Integer> index(Shape shape, int flat) {
        int[] strides = shape.strides();
        List<Integer> index = new ArrayList<>();
        for (int axis = 0; axis < shape.rank(); axis++) {
            index.add(flat / strides[axis] % shape.dim(axis));
        }
        return index;
    }

    /** Numbers from -1 to 1, none of them near 0, where they would hide an error. */
    private static NDArray random(Shape shape, SplittableRandom random) {
        double[] numbers = new double[shape.size()];
        java.util.Arrays.setAll(numbers, i -> random.nextDouble(0.5, 1) * (random.nextBoolean() ? 1 : -1));
        return NDArray.wrap(shape, numbers);
    }

    static void requireDoubles(String what, Tensor tensor) {
        if (tensor.dtype() != DType.FLOAT64) {
            throw new DTypeException("gradient check: expected float64, got " + tensor.dtype() + tensor.shape() + " as "
                    + what + "; differences in float32 tell nothing, convert with to(DType.FLOAT64)");
        }
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new ArgumentException("gradient check: " + message);
        }
    }
}
