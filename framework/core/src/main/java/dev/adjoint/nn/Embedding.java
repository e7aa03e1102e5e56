package dev.adjoint.nn;

import dev.adjoint.ArgumentException;
import dev.adjoint.DType;
import dev.adjoint.IntArray;
import dev.adjoint.NDArray;
import dev.adjoint.Parameter;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import dev.adjoint.op.Lookup;
import java.util.Arrays;
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
        this(LayerSpec.of(random).with("num_embeddings", rows).with("embedding_dim", columns));
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
        this(LayerSpec.of(random)
                .with("num_embeddings", rows)
                .with("embedding_dim", columns)
                .with("padding_idx", padding)
                .with("dtype", dtype));
    }

    Embedding(LayerSpec spec) {
        super(spec);
        int rows = Layouts.positive("rows", spec.integer("num_embeddings"));
        int columns = Layouts.positive("columns", spec.integer("embedding_dim"));
        padding = spec.brief().integer("padding_idx", -1);
        if (padding < -1 || padding >= rows) {
            throw new ArgumentException("padding row: expected -1 to " + (rows - 1) + ", got " + padding);
        }
        weight = parameter("weight", this::normal, rows, columns);
    }

    /** Normally distributed but for the padding row. */
    private NDArray normal(DType dtype, Shape shape, RandomGenerator random) {
        double[] initial = NDArray.normal(DType.FLOAT64, shape, 0, 1, random).doubles();
        if (padding >= 0) {
            Arrays.fill(initial, padding * shape.dim(1), (padding + 1) * shape.dim(1), 0);
        }
        return NDArray.wrap(shape, initial).to(dtype);
    }

    /**
     * The rows.
     *
     * @return the parameter {@code weight}, {@code [rows, columns]}
     */
    public Parameter weight() {
        return weight;
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
}
