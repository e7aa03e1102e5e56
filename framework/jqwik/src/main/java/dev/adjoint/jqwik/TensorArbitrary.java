package dev.adjoint.jqwik;

import dev.adjoint.ArgumentException;
import dev.adjoint.DType;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

/**
 * Tensors. By default they are float64, have the shapes of {@link ShapeArbitrary} and elements between -2 and 2.
 *
 * <p>Elements are multiples of a power of two, with some 32 to 64 different values. So sums of their products are exact
 * even in float32, and short to print. Tensors shrink to smaller shapes and to round numbers near 0.
 */
public final class TensorArbitrary extends DrawnArbitrary<Tensor, TensorArbitrary> {
    static final double LOW = -2;
    static final double HIGH = 2;

    private ShapeArbitrary shapes = new ShapeArbitrary();
    private DType dtype = DType.FLOAT64;
    private double low = LOW;
    private double high = HIGH;
    private double distance;
    private double margin;
    private List<Double> kinks = List.of();
    private List<Double> special = List.of();

    TensorArbitrary() {}

    /**
     * Sets the shape.
     *
     * @param dims the sizes, the same for all tensors; none for single numbers
     * @return the changed tensors
     */
    public TensorArbitrary shape(int... dims) {
        return shape(Shape.of(dims));
    }

    /**
     * Sets the shape.
     *
     * @param exactly the shape of all tensors
     * @return the changed tensors
     */
    public TensorArbitrary shape(Shape exactly) {
        return shape(ShapeArbitrary.of(exactly));
    }

    /**
     * Sets the shapes.
     *
     * @param various the source of the shapes
     * @return the changed tensors
     */
    public TensorArbitrary shape(ShapeArbitrary various) {
        TensorArbitrary changed = copy();
        changed.shapes = various;
        return changed;
    }

    /**
     * Sets the element type.
     *
     * @param type float32 or float64; gradient checks need float64
     * @return the changed tensors
     */
    public TensorArbitrary dtype(DType type) {
        TensorArbitrary changed = copy();
        changed.dtype = type;
        return changed;
    }

    /**
     * Sets the range of the elements.
     *
     * @param least the smallest, included
     * @param most the largest, included
     * @return the changed tensors
     * @throws ArgumentException unless both are finite and the least is below the most
     */
    public TensorArbitrary between(double least, double most) {
        Require.that(
                least < most && Double.isFinite(least) && Double.isFinite(most),
                "elements: expected a least below the most, got " + least + " and " + most);
        TensorArbitrary changed = copy();
        changed.low = least;
        changed.high = most;
        return changed;
    }

    /**
     * Keeps the elements of a tensor apart, so that a small change of one element does not change which is the largest.
     * Shapes are drawn with no more elements than the range has room for. A fixed shape that is too large for the range
     * is an error.
     *
     * @param apart the least distance of any two elements, above 0
     * @return the changed tensors
     * @throws ArgumentException if the distance is not above 0
     */
    public TensorArbitrary distinct(double apart) {
        Require.that(apart > 0, "distance of elements: expected more than 0, got " + apart);
        TensorArbitrary changed = copy();
        changed.distance = apart;
        return changed;
    }

    /**
     * Keeps the elements away from numbers at which a function has no derivative.
     *
     * @param least the least distance, above 0
     * @param points the numbers, such as 0 for a rectifier
     * @return the changed tensors
     * @throws ArgumentException if the distance is not above 0
     */
    public TensorArbitrary awayFrom(double least, double... points) {
        Require.that(least > 0, "distance from kinks: expected more than 0, got " + least);
        TensorArbitrary changed = copy();
        changed.margin = least;
        changed.kinks = Arrays.stream(points).boxed().toList();
        return changed;
    }

    /**
     * Replaces one element in eight by an extreme of floating point: NaN, an infinity, -0, the smallest or the largest
     * number of either sign.
     *
     * @return the changed tensors
     */
    public TensorArbitrary withSpecialValues() {
        return withSpecialValues(
                Double.NaN,
                Double.POSITIVE_INFINITY,
                Double.NEGATIVE_INFINITY,
                -0.0,
                Double.MIN_VALUE,
                -Double.MIN_VALUE,
                Double.MAX_VALUE,
                -Double.MAX_VALUE,
                Float.MIN_VALUE,
                Float.MAX_VALUE,
                -Float.MAX_VALUE);
    }

    /**
     * Replaces one element in eight by one of the given numbers, regardless of the range and the kinks.
     *
     * @param numbers the numbers, the simplest first
     * @return the changed tensors
     */
    public TensorArbitrary withSpecialValues(double... numbers) {
        TensorArbitrary changed = copy();
        changed.special = Arrays.stream(numbers).boxed().toList();
        return changed;
    }

    DType dtype() {
        return dtype;
    }

    @Override
    Tensor draw(Choices choices) {
        List<Double> grid = grid();
        ShapeArbitrary fitting = distance > 0 ? shapes.fitting(grid.size()) : shapes;
        var filled = fitting.filled(choices, shape -> elements(choices, shape, grid));
        double[] elements =
                filled.elements().stream().mapToDouble(Double::doubleValue).toArray();
        return new Tensor(NDArray.wrap(filled.shape(), elements).to(dtype));
    }

    /** Draws the elements of a tensor one after another. */
    private Supplier<Double> elements(Choices choices, Shape shape, List<Double> grid) {
        if (grid.size() < (distance > 0 ? shape.size() : 1)) {
            throw new ArgumentException("tensors: no room for " + shape.size() + " elements from " + low + " to " + high
                    + (distance > 0 ? ", " + distance + " apart" : "")
                    + (margin > 0 ? ", " + margin + " away from " + kinks : "") + ": there are " + grid.size()
                    + "; widen the range or draw smaller shapes");
        }
        return () -> {
            if (!special.isEmpty() && choices.oneIn(8)) {
                return choices.of(special);
            }
            return distance > 0 ? grid.remove(choices.upTo(grid.size() - 1)) : choices.of(grid);
        };
    }

    /** The multiples of a power of two that elements may be, the simplest first: whole numbers, halves, quarters. */
    private List<Double> grid() {
        double spacing = spacing();
        List<Double> grid = new ArrayList<>();
        for (double step = Math.ceil(low / spacing); step * spacing <= high; step++) {
            double value = step * spacing;
            if (kinks.stream().allMatch(kink -> Math.abs(value - kink) >= margin)) {
                grid.add(value + 0.0);
            }
        }
        grid.sort(Comparator.comparingInt(TensorArbitrary::binaryPlaces)
                .thenComparingDouble(Math::abs)
                .thenComparing(Comparator.reverseOrder()));
        return grid;
    }

    /**
     * A part of the range, or the distance that elements keep. It is never finer than a tensor has elements for, and
     * never finer than the numbers of the range.
     */
    private double spacing() {
        int range = Math.getExponent(high - low);
        int parts = 5;
        int wanted = range - parts;
        if (distance > 0) {
            int exponent = Math.getExponent(distance);
            wanted = Math.scalb(1.0, exponent) < distance ? exponent + 1 : exponent;
            parts = Math.max(parts, 34 - Integer.numberOfLeadingZeros(shapes.largestSize()));
        }
        double finest = Math.ulp(Math.max(Math.abs(low), Math.abs(high)));
        return Math.max(finest, Math.scalb(1.0, Math.max(wanted, range - parts)));
    }

    /** The number of binary places behind the point of a number. */
    private static int binaryPlaces(double value) {
        int exponent = Math.getExponent(value);
        long digits = (long) Math.scalb(value, 52 - exponent);
        return digits == 0 ? 0 : Math.max(0, 52 - exponent - Long.numberOfTrailingZeros(digits));
    }

    @Override
    List<int[]> edges() {
        int[] largest = new int[64];
        Arrays.fill(largest, Integer.MAX_VALUE);
        return List.of(new int[0], largest);
    }
}
