package dev.adjoint.simd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.adjoint.backend.ChannelsF32;
import dev.adjoint.backend.ChannelsF64;
import dev.adjoint.backend.LoopsF32;
import dev.adjoint.kernel.engine.Backends;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plain loops stand in for kernels on vectors when a program begins: nobody may see which of them computed. */
class FirstCallsTest {
    private static final int CASES = 200;

    /** More calls of tiles than the first ones. */
    private static final int MANY = 5_000;

    private final Random random = new Random(11);

    @BeforeAll
    static void leaveTheFirstCallsBehind() {
        assumeTrue(
                Backends.available().stream().anyMatch(backend -> backend.name().equals("simd")),
                "needs the Vector API");
        int[] rows = new int[8];
        for (int height : new int[] {1, 2, 4, 6, 8}) {
            for (int call = 0; call < MANY; call++) {
                float[] c = new float[2 * TilesF32.LANES];
                TilesF32.tile(height, c, 0, 0, c, rows, 0, 0, 0, 0, c, 0, 0, 0, false);
                RowTilesF32.tile(height, c, rows, 0, 0, c, 0, 0, 0, c, 0, 0, false);
                NarrowTilesF32.tile(height, c, rows, 0, 0, c, 0, 0, 0, c, 0, 0, false);
                double[] d = new double[2 * TilesF64.LANES];
                TilesF64.tile(height, d, 0, 0, d, rows, 0, 0, 0, 0, d, 0, 0, 0, false);
                RowTilesF64.tile(height, d, rows, 0, 0, d, 0, 0, 0, d, 0, 0, false);
                NarrowTilesF64.tile(height, d, rows, 0, 0, d, 0, 0, 0, d, 0, 0, false);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 6, 8})
    void tilesAreTheSameInFloat32(int height) {
        int lanes = TilesF32.LANES;
        for (int i = 0; i < CASES; i++) {
            int depth = 1 + random.nextInt(40);
            int from = random.nextInt(depth);
            int step = height + random.nextInt(3);
            int apart = random.nextInt(2 * lanes);
            int stride = 2 * lanes + random.nextInt(5);
            float[] a = floats(step * depth + height + 2);
            float[] b = floats(5 * depth + apart + 2 * lanes);
            float[] c = floats(height * stride + 2 * lanes);
            float[] expected = c.clone();
            int[] rows = PanelsF32.rows(3, 5, depth);
            boolean add = random.nextBoolean();
            TilesF32.tile(height, a, 2, step, b, rows, from, depth, 0, apart, expected, 1, 1 + lanes, stride, add);
            ColdTilesF32.tile(height, a, 2, step, b, rows, from, depth, 0, apart, c, 1, 1 + lanes, stride, add);
            assertArrayEquals(expected, c);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 6, 8})
    void tilesAreTheSameInFloat64(int height) {
        int lanes = TilesF64.LANES;
        for (int i = 0; i < CASES; i++) {
            int depth = 1 + random.nextInt(40);
            int from = random.nextInt(depth);
            int step = height + random.nextInt(3);
            int apart = random.nextInt(2 * lanes);
            int stride = 2 * lanes + random.nextInt(5);
            double[] a = doubles(step * depth + height + 2);
            double[] b = doubles(5 * depth + apart + 2 * lanes);
            double[] c = doubles(height * stride + 2 * lanes);
            double[] expected = c.clone();
            int[] rows = PanelsF64.rows(3, 5, depth);
            boolean add = random.nextBoolean();
            TilesF64.tile(height, a, 2, step, b, rows, from, depth, 0, apart, expected, 1, 1 + lanes, stride, add);
            ColdTilesF64.tile(height, a, 2, step, b, rows, from, depth, 0, apart, c, 1, 1 + lanes, stride, add);
            assertArrayEquals(expected, c);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 6, 8})
    void tilesOfRowsInTheirPlacesAreTheSameInFloat32(int height) {
        int lanes = TilesF32.LANES;
        for (int i = 0; i < CASES; i++) {
            int depth = 1 + random.nextInt(40);
            int stride = 2 * lanes + random.nextInt(5);
            float[] a = floats(height * 3 + depth + 2);
            float[] b = floats(depth * stride + 1);
            float[] c = floats(height * stride + 1);
            float[] expected = c.clone();
            int[] rows = PanelsF32.rows(1, 3, height);
            boolean add = random.nextBoolean();
            RowTilesF32.tile(height, a, rows, 0, 1, b, 1, stride, depth, expected, 1, stride, add);
            ColdTilesF32.rowTile(height, 2, a, rows, 0, 1, b, 1, stride, depth, c, 1, stride, add);
            assertArrayEquals(expected, c);
            NarrowTilesF32.tile(height, a, rows, 0, 0, b, 0, stride, depth, expected, 0, stride, add);
            ColdTilesF32.rowTile(height, 1, a, rows, 0, 0, b, 0, stride, depth, c, 0, stride, add);
            assertArrayEquals(expected, c);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 6, 8})
    void tilesOfRowsInTheirPlacesAreTheSameInFloat64(int height) {
        int lanes = TilesF64.LANES;
        for (int i = 0; i < CASES; i++) {
            int depth = 1 + random.nextInt(40);
            int stride = 2 * lanes + random.nextInt(5);
            double[] a = doubles(height * 3 + depth + 2);
            double[] b = doubles(depth * stride + 1);
            double[] c = doubles(height * stride + 1);
            double[] expected = c.clone();
            int[] rows = PanelsF64.rows(1, 3, height);
            boolean add = random.nextBoolean();
            RowTilesF64.tile(height, a, rows, 0, 1, b, 1, stride, depth, expected, 1, stride, add);
            ColdTilesF64.rowTile(height, 2, a, rows, 0, 1, b, 1, stride, depth, c, 1, stride, add);
            assertArrayEquals(expected, c);
            NarrowTilesF64.tile(height, a, rows, 0, 0, b, 0, stride, depth, expected, 0, stride, add);
            ColdTilesF64.rowTile(height, 1, a, rows, 0, 0, b, 0, stride, depth, c, 0, stride, add);
            assertArrayEquals(expected, c);
        }
    }

    @Test
    void blocksOfCorrelationsAreTheSame() {
        int[] taps = {0, 3, 1, 7, 2};
        for (int i = 0; i < CASES; i++) {
            int apart = TilesF32.LANES * (1 + random.nextInt(4));
            int tap = random.nextInt(2);
            float[] g = floats(CorrelationsF32.FILTERS * apart);
            float[] x = floats(apart + 9);
            float[] sums = floats(CorrelationsF32.FILTERS * taps.length * TilesF32.LANES);
            float[] expected = sums.clone();
            int row = taps.length * TilesF32.LANES;
            int to = tap * TilesF32.LANES;
            CorrelationsF32.addBlockOnVectors(x, 1, taps, tap, g, 0, apart, apart, expected, to, row);
            CorrelationsF32.addBlockPlainly(x, 1, taps, tap, g, 0, apart, apart, sums, to, row);
            assertArrayEquals(expected, sums);
        }
    }

    @Test
    void sumsAreTheSame() {
        for (int i = 0; i < CASES; i++) {
            int from = random.nextInt(5);
            int to = from + random.nextInt(100);
            float[] narrow = floats(to + random.nextInt(30));
            double[] wide = doubles(to + random.nextInt(30));
            double[] expected = doubles(WideSums.LANES);
            double[] sums = expected.clone();
            assertEquals(
                    WideSums.addSumOnVectors(narrow, from, to, expected),
                    WideSums.addSumPlainly(narrow, from, to, sums));
            assertEquals(
                    WideSums.addSumOnVectors(wide, from, to, expected), WideSums.addSumPlainly(wide, from, to, sums));
            assertArrayEquals(expected, sums);
        }
    }

    @Test
    void maximaAreTheSame() {
        for (int i = 0; i < CASES; i++) {
            int count = 1 + random.nextInt(40);
            int below = 2 * count + random.nextInt(5);
            float[] x = floats(below + 2 * count + random.nextInt(40));
            for (int j = 0; j < x.length; j++) {
                x[j] = random.nextInt(200) == 0 ? Float.NaN : Math.round(x[j]);
            }
            float[] maxima = new float[count];
            int[] places = new int[count];
            float[] expected = new float[count];
            int[] expectedPlaces = new int[count];
            int done = SquareMaxima.onVectors(x, 0, below, maxima, places, 0, count, count);
            LoopsF32.PLAIN.maxOfSquares(x, 0, below, expected, expectedPlaces, 0, done, done);
            assertArrayEquals(Arrays.copyOf(expected, done), Arrays.copyOf(maxima, done));
            assertArrayEquals(Arrays.copyOf(expectedPlaces, done), Arrays.copyOf(places, done));
        }
    }

    @Test
    void squaresAreTransposed() {
        int lanes = TilesF32.LANES;
        float[] x = floats(lanes * (lanes + 3));
        float[] y = new float[lanes * (lanes + 1)];
        float[] expected = y.clone();
        VectorChannelsF32.transpose(x, 2, lanes + 2, y, 1, lanes);
        ChannelsF32.interleave(x, 2, lanes + 2, lanes, lanes, expected, 1, lanes);
        assertArrayEquals(expected, y);
        int wideLanes = TilesF64.LANES;
        double[] u = doubles(wideLanes * (wideLanes + 3));
        double[] v = new double[wideLanes * (wideLanes + 1)];
        double[] wanted = v.clone();
        VectorChannelsF64.transpose(u, 2, wideLanes + 2, v, 1, wideLanes);
        ChannelsF64.interleave(u, 2, wideLanes + 2, wideLanes, wideLanes, wanted, 1, wideLanes);
        assertArrayEquals(wanted, v);
    }

    private float[] floats(int count) {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = (float) random.nextGaussian();
        }
        return numbers;
    }

    private double[] doubles(int count) {
        return random.doubles(count, -1, 1).toArray();
    }
}
