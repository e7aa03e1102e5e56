package dev.adjoint.nn;

import dev.adjoint.ArgumentException;
import dev.adjoint.DType;
import dev.adjoint.IntArray;
import dev.adjoint.NDArray;
import dev.adjoint.Parameter;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import dev.adjoint.op.Lookup;
import java.util.random.RandomGenerator;

/**
 * A table of learned rows: index {@code [...]} to {@code [..., columns]}; see {@link Lookup}. Parameter {@code weight}
 * {@code [rows, columns]}, normally distributed at first. A padding row is zero at first and gets no gradient. Source:
 * PyTorch's {@code nn.Embedding}.
 */
public final class Embedding extends Block {
    private final int padding;
    private final Parameter weight;

    /**
     * A float32 table without a padding row.
     *
     * @param rows the number of entries
     * @param columns the length of each
     * @param random where the first values come from
     */
    public Embedding(int rows, int columns, RandomGenerator random) {
        this(rows, columns, -1, DType.FLOAT32, random);
    }

    /**
     * A table with all its settings.
     *
     * @param rows the number of entries
     * @param columns the length of each
     * @param padding the row that gets no gradient, or -1 for none
     * @param dtype the element type
     * @param random where the first values come from
     */
    public Embedding(int rows, int columns, int padding, DType dtype, RandomGenerator random) {
        Shape shape = Shape.of(Layouts.positive("rows", rows), Layouts.positive("columns", columns));
        if (padding < -1 || padding >= rows) {
            throw new ArgumentException("padding row: expected -1 to " + (rows - 1) + ", got " + padding);
        }
        this.padding = padding;
        double[] initial = NDArray.normal(DType.FLOAT64, shape, 0, 1, random).doubles();
        if (padding >= 0) {
            java.util.Arrays.fill(initial, padding * columns, (padding + 1) * columns, 0);
        }
        this.weight = parameter("weight", NDArray.wrap(shape, initial).to(dtype));
    }

    /**
     * Looks rows up.
     *
     * @param index which rows, of any shape
     * @return the rows, along a new last axis
     * @throws ArgumentException if there is no such row
     */
    public Tensor forward(IntArray index) {
        return located(() -> Lookup.embedding(index, weight, padding));
    }

    @Override
    public Settings settings() {
        Settings settings = Settings.NONE.with("num_embeddings", weight.dim(0)).with("embedding_dim", weight.dim(1));
        return (padding < 0 ? settings : settings.with("padding_idx", padding)).withDType(weight.dtype());
    }
}
