package dev.adjoint.suite.fuzz;

import dev.adjoint.BoolArray;
import dev.adjoint.ConvOptions;
import dev.adjoint.DType;
import dev.adjoint.IntArray;
import dev.adjoint.NDArray;
import dev.adjoint.Padding;
import dev.adjoint.PaddingMode;
import dev.adjoint.PoolOptions;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import dev.adjoint.TransposeOptions;
import dev.adjoint.window.ConvGeometry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Arguments of one call, made for their types. Most are small and share their sizes, so that many calls make sense;
 * some are at the ends of their types.
 */
final class Arguments {
    private static final int[] EXTREMES = {
        Integer.MIN_VALUE, -65536, 46341, 65536, 1 << 30, Integer.MAX_VALUE - 1, Integer.MAX_VALUE
    };

    private static final double[] NUMBERS = {
        0,
        -0.0,
        1,
        -1,
        0.5,
        2,
        3,
        1e-5,
        Double.MIN_VALUE,
        Float.MIN_NORMAL / 2,
        1e30,
        -1e300,
        Double.MAX_VALUE,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.NaN
    };

    private final Random random;
    private final DType dtype;
    private final int spatial;
    private final int[] sizes;
    private final Map<Class<?>, Supplier<?>> makers = new HashMap<>();

    Arguments(Random random) {
        this.random = random;
        this.dtype = pick(DType.values());
        this.spatial = 1 + random.nextInt(3);
        this.sizes = random.ints(3, 0, 5)
                .map(size -> size == 0 ? random.nextInt(2) : size)
                .toArray();
        make(int.class, this::integer);
        make(Integer.class, () -> rarely() ? null : (Object) integer());
        make(int[].class, this::integers);
        make(double.class, () -> NUMBERS[random.nextInt(NUMBERS.length)]);
        make(
                double[].class,
                () -> random.ints(random.nextInt(4), 0, NUMBERS.length)
                        .mapToDouble(i -> NUMBERS[i])
                        .toArray());
        make(boolean.class, random::nextBoolean);
        make(DType.class, () -> pick(DType.values()));
        make(Shape.class, this::shape);
        make(NDArray.class, this::array);
        make(Tensor.class, () -> new Tensor(array()));
        make(
                Tensor[].class,
                () -> Stream.generate(() -> new Tensor(array()))
                        .limit(random.nextInt(4))
                        .toArray(Tensor[]::new));
        make(IntArray.class, this::indices);
        make(BoolArray.class, this::truths);
        make(RandomGenerator.class, () -> new SplittableRandom(random.nextLong()));
        make(String.class, this::equation);
        make(PaddingMode.class, () -> pick(PaddingMode.values()));
        make(ConvOptions.class, this::convOptions);
        make(TransposeOptions.class, this::transposeOptions);
        make(PoolOptions.class, this::poolOptions);
        make(ConvGeometry.class, () -> ConvGeometry.of(shape(), shape(), convOptions()));
    }

    private void make(Class<?> type, Supplier<?> maker) {
        makers.put(type, maker);
    }

    /** An argument of a type. Making it may fail in the same way as a call. */
    Object of(Class<?> type) {
        Supplier<?> maker = makers.get(type);
        if (maker == null) {
            throw new IllegalStateException("no arguments of " + type);
        }
        return maker.get();
    }

    private boolean rarely() {
        return random.nextInt(12) == 0;
    }

    @SafeVarargs
    private <T> T pick(T... all) {
        return all[random.nextInt(all.length)];
    }

    private int integer() {
        return rarely() ? EXTREMES[random.nextInt(EXTREMES.length)] : random.nextInt(6) - 1;
    }

    private int[] integers() {
        return IntStream.generate(this::integer)
                .limit(random.nextInt(3) == 0 ? random.nextInt(5) : spatial)
                .toArray();
    }

    /** Images, filters, one number a channel, anything. */
    private Shape shape() {
        int rank = switch (random.nextInt(6)) {
            case 0 -> random.nextInt(6);
            case 1 -> 1;
            default -> spatial + 2;
        };
        return Shape.of(random.ints(rank, 0, sizes.length).map(i -> sizes[i]).toArray());
    }

    private NDArray array() {
        Shape shape = shape();
        DType type = rarely() ? pick(DType.values()) : dtype;
        return rarely()
                ? NDArray.full(type, shape, NUMBERS[random.nextInt(NUMBERS.length)])
                : NDArray.normal(type, shape, 0, 1, random);
    }

    private IntArray indices() {
        Shape shape = shape();
        int[] numbers = random.ints(shape.size(), 0, 3).toArray();
        if (numbers.length > 0 && random.nextInt(3) == 0) {
            numbers[random.nextInt(numbers.length)] = integer();
        }
        return IntArray.wrap(shape, numbers);
    }

    private BoolArray truths() {
        Shape shape = shape();
        boolean[] truths = new boolean[shape.size()];
        for (int i = 0; i < truths.length; i++) {
            truths[i] = random.nextBoolean();
        }
        return BoolArray.wrap(shape, truths);
    }

    private String equation() {
        if (random.nextBoolean()) {
            return pick("ij,jk->ik", "ij->ji", "ii", "ij,ij->", "nchw,ochw->no", "...i,...i->...");
        }
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.append("abij,,->. ".charAt(random.nextInt(10)));
        }
        return text.toString();
    }

    private Padding padding() {
        return switch (random.nextInt(5)) {
            case 0 -> Padding.SAME;
            case 1 -> Padding.SAME_LOWER;
            case 2 -> Padding.sides(integers(), integers());
            default -> Padding.of(random.nextInt(3));
        };
    }

    private ConvOptions convOptions() {
        ConvOptions options = ConvOptions.DEFAULTS.padding(padding()).mode(pick(PaddingMode.values()));
        for (int changes = random.nextInt(3); changes > 0; changes--) {
            options = switch (random.nextInt(4)) {
                case 0 -> options.stride(integers());
                case 1 -> options.dilation(integers());
                case 2 -> options.groups(integer());
                default ->
                    ConvOptions.kernel(integer())
                            .stride(ints(options.stride()))
                            .padding(options.padding())
                            .dilation(ints(options.dilation()))
                            .groups(options.groups())
                            .mode(options.mode())
                            .bias(options.bias());
            };
        }
        return options;
    }

    private static int[] ints(List<Integer> numbers) {
        return numbers.stream().mapToInt(Integer::intValue).toArray();
    }

    private TransposeOptions transposeOptions() {
        TransposeOptions options = TransposeOptions.of(convOptions());
        return switch (random.nextInt(3)) {
            case 0 -> options;
            case 1 -> options.outputPadding(integers());
            default -> options.outputSize(integers());
        };
    }

    private PoolOptions poolOptions() {
        PoolOptions options =
                PoolOptions.kernel(integers()).ceilMode(random.nextBoolean()).countIncludePad(random.nextBoolean());
        for (int changes = random.nextInt(3); changes > 0; changes--) {
            options = switch (random.nextInt(4)) {
                case 0 -> options.stride(integers());
                case 1 -> options.dilation(integers());
                case 2 -> options.padding(padding());
                default -> options.divisor(integer());
            };
        }
        return options;
    }
}
