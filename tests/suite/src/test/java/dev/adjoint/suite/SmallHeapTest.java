package dev.adjoint.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.ConvOptions;
import dev.adjoint.DType;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.Tape;
import dev.adjoint.Tensor;
import dev.adjoint.op.Conv;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** If the heap has no room for the matrix of patches, every provider computes the convolution in pieces. */
@Tag("slow")
class SmallHeapTest {
    /**
     * Computes a convolution of ones by ones and its gradients, and prints one cell of each: {@code N C side filters
     * kernel stride}.
     */
    public static void main(String[] args) {
        int[] n = List.of(args).stream().mapToInt(Integer::parseInt).toArray();
        Tensor x = ones(n[0], n[1], n[2], n[2]);
        Tensor w = ones(n[3], n[1], n[4], n[4]);
        try (Tape tape = Tape.record()) {
            Tensor y = Conv.conv(x, w, ConvOptions.DEFAULTS.stride(n[5]));
            List<Tensor> gradients = tape.gradients(y.sum(), x, w);
            System.out.printf(
                    "%.0f %.0f%n", y.value().at(0), gradients.get(1).value().at(0));
        }
    }

    private static Tensor ones(int... dims) {
        return new Tensor(NDArray.full(DType.FLOAT32, Shape.of(dims), 1));
    }

    /**
     * As float32 the patches of the first have 16 x 49 x 250 x 250 elements or 196 MB for each image, those of the
     * second 8 x 240 x 240 x 11 x 11 or 223 MB: long columns, of which even 64 would take 118 MB.
     */
    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource({
        "ejml, 2 16 256 4 7 1, 784 125000",
        "plain, 2 16 256 4 7 1, 784 125000",
        "simd, 2 16 256 4 7 1, 784 125000",
        "ejml, 1 8 250 2 240 1, 460800 121",
        "plain, 1 8 250 2 240 1, 460800 121",
        "simd, 1 8 250 2 240 1, 460800 121",
        "ejml, 1 8 280 2 240 20, 460800 9",
    })
    void patchesThatDoNotFitAreMultipliedInPieces(String products, String sizes, String expected) throws Exception {
        JavaProcess process = JavaProcess.run(
                List.of("-Xmx96m", "-Dadjoint.backend=" + products, "--add-modules", "jdk.incubator.vector"),
                SmallHeapTest.class,
                sizes.split(" "));
        assertThat(process.output().lines()).as(process.output()).contains(expected);
        assertThat(process.exitCode()).isZero();
    }
}
