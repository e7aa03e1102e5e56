package dev.adjoint.bench;

import dev.adjoint.DType;
import dev.adjoint.backend.DenseF32;
import dev.adjoint.backend.DenseF64;
import dev.adjoint.backend.ServicesF32;
import dev.adjoint.backend.ServicesF64;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * Products of row-major matrices m x k and k x n, at once and after thousands of products of other shapes, by which the
 * JVM's compiler could be led astray. See {@link Benchmarks} for how to run it.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ProductBenchmark extends BackendBenchmarks {
    /** The sizes, m x k x n. */
    @Param({
        "1x2x42",
        "4x9x36",
        "6x25x576",
        "16x150x64",
        "16x150x4096",
        "32x288x3136",
        "64x576x3136",
        "64x1152x1024",
        "512x512x512"
    })
    public String shape;

    /** The element type. */
    @Param
    public DType dtype;

    /** How many products of other shapes come first. */
    @Param({"0", "3000"})
    public int others;

    private Runnable product;
    private long flop;

    /** Creates the operands. */
    @Setup
    public void prepare() {
        Random random = new Random(1);
        for (int i = 0; i < others; i++) {
            int n = 1 + random.nextInt(i % 3 == 0 ? 600 : 60);
            product(1 + random.nextInt(70), 1 + random.nextInt(300), n, random.nextBoolean(), random.nextBoolean())
                    .run();
        }
        int[] sizes =
                Arrays.stream(shape.split("x")).mapToInt(Integer::parseInt).toArray();
        product = product(sizes[0], sizes[1], sizes[2], false, false);
        flop = 2L * sizes[0] * sizes[1] * sizes[2];
    }

    private Runnable product(int m, int k, int n, boolean transposeA, boolean transposeB) {
        float[] a = Numbers.fill(1, m * k, 1);
        float[] b = Numbers.fill(2, k * n, 1);
        int rowsA = transposeA ? k : m;
        int rowsB = transposeB ? n : k;
        if (dtype == DType.FLOAT32) {
            DenseF32 left = DenseF32.of(a, 0, rowsA, m * k / rowsA, transposeA);
            DenseF32 right = DenseF32.of(b, 0, rowsB, k * n / rowsB, transposeB);
            float[] c = new float[m * n];
            return () -> ServicesF32.current().products().multiply(left, right, c, 0, n, false);
        }
        DenseF64 left = DenseF64.of(widened(a), 0, rowsA, m * k / rowsA, transposeA);
        DenseF64 right = DenseF64.of(widened(b), 0, rowsB, k * n / rowsB, transposeB);
        double[] c = new double[m * n];
        return () -> ServicesF64.current().products().multiply(left, right, c, 0, n, false);
    }

    private static double[] widened(float[] numbers) {
        double[] wide = new double[numbers.length];
        Arrays.setAll(wide, i -> numbers[i]);
        return wide;
    }

    /** One product. */
    @Benchmark
    public void multiply(Work work) {
        product.run();
        work.gflops += flop;
    }
}
