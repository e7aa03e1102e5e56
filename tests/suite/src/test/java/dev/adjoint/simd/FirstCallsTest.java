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

/** Plain loops replace kernels on vectors when a program begins. The results must not show which of them computed. */
class FirstCallsTest {
    private static final int CASES = 200;

    /** More calls of tiles than plain loops take over. */
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
                panelTiles(c, c, rows, 0, 0, 0, c, 0, false).compute(height, 0, 0, 0, 0);
                RowTilesF32 cRows = rowTiles(c, rows, 0, c, 0, 0, c, 0, false);
                cRows.compute(height, 0, 0, 0);
                cRows.computeNarrow(height, 0, 0, 0);
                double[] d = new double[2 * TilesF64.LANES];
                panelTiles(d, d, rows, 0, 0, 0, d, 0, false).compute(height, 0, 0, 0, 0);
                RowTilesF64 dRows = rowTiles(d, rows, 0, d, 0, 0, d, 0, false);
                dRows.compute(height, 0, 0, 0);
                dRows.computeNarrow(height, 0, 0, 0);
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
            panelTiles(a, b, rows, from, depth, apart, expected, stride, add).compute(height, 2, step, 1, 1 + lanes);
            panelTiles(a, b, rows, from, depth, apart, c, stride, add).computePlainly(height, 2, step, 1, 1 + lanes);
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
            panelTiles(a, b, rows, from, depth, apart, expected, stride, add).compute(height, 2, step, 1, 1 + lanes);
            panelTiles(a, b, rows, from, depth, apart, c, stride, add).computePlainly(height, 2, step, 1, 1 + lanes);
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
            rowTiles(a, rows, 1, b, stride, depth, expected, stride, add).compute(height, 0, 1, 1);
            rowTiles(a, rows, 1, b, stride, depth, c, stride, add).computePlainly(height, 2, 0, 1, 1);
            assertArrayEquals(expected, c);
            rowTiles(a, rows, 0, b, stride, depth, expected, stride, add).computeNarrow(height, 0, 0, 0);
            rowTiles(a, rows, 0, b, stride, depth, c, stride, add).computePlainly(height, 1, 0, 0, 0);
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
            rowTiles(a, rows, 1, b, stride, depth, expected, stride, add).compute(height, 0, 1, 1);
            rowTiles(a, rows, 1, b, stride, depth, c, stride, add).computePlainly(height, 2, 0, 1, 1);
            assertArrayEquals(expected, c);
            rowTiles(a, rows, 0, b, stride, depth, expected, stride, add).computeNarrow(height, 0, 0, 0);
            rowTiles(a, rows, 0, b, stride, depth, c, stride, add).computePlainly(height, 1, 0, 0, 0);
            assertArrayEquals(expected, c);
        }
    }

    @Test
    void blocksOfCorrelationsAreTheSame() {
        int[] taps = {0, 3, 1, 7, 2};
        for (int i = 0; i < CASES; i++) {
            int apart = TilesF32.LANES * (1 + random.nextInt(4));
            int tap = random.nextInt(2);
            int f = random.nextInt(3);
            int filters = f + CorrelationsF32.FILTERS;
            float[] g = floats(filters * apart);
            float[] x = floats(apart + 9);
            float[] sums = floats(filters * taps.length * TilesF32.LANES);
            float[] expected = sums.clone();
            new CorrelationsF32(x, taps, g, apart, expected).addBlock(f, tap, f * apart, (f + 1) * apart);
            new CorrelationsF32(x, taps, g, apart, sums).addBlockPlainly(f, tap, f * apart, (f + 1) * apart);
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

    private static PanelTilesF32 panelTiles(
            float[] a, float[] b, int[] rows, int from, int to, int apart, float[] c, int stride, boolean add) {
        PanelTilesF32 tiles = new PanelTilesF32(a, b, rows, from, to);
        tiles.columns(0, apart);
        tiles.result(c, stride, add);
        return tiles;
    }

    private static RowTilesF32 rowTiles(
            float[] a, int[] rows, int shift, float[] b, int apart, int depth, float[] c, int stride, boolean add) {
        RowTilesF32 tiles = new RowTilesF32(a, rows, shift, b, apart, depth);
        tiles.result(c, stride, add);
        return tiles;
    }

    private static PanelTilesF64 panelTiles(
            double[] a, double[] b, int[] rows, int from, int to, int apart, double[] c, int stride, boolean add) {
        PanelTilesF64 tiles = new PanelTilesF64(a, b, rows, from, to);
        tiles.columns(0, apart);
        tiles.result(c, stride, add);
        return tiles;
    }

    private static RowTilesF64 rowTiles(
            double[] a, int[] rows, int shift, double[] b, int apart, int depth, double[] c, int stride, boolean add) {
        RowTilesF64 tiles = new RowTilesF64(a, rows, shift, b, apart, depth);
        tiles.result(c, stride, add);
        return tiles;
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
