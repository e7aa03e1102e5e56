package dev.adjoint.jqwik;

import dev.adjoint.ArgumentException;
import dev.adjoint.DType;
import dev.adjoint.IntArray;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import dev.adjoint.data.Batch;
import java.util.Arrays;
import java.util.List;

/**
 * Training batches: samples of one shape with a label each. By default a batch has 1 to 4 float32 samples with 4
 * features each, of 3 classes. Batches shrink to one sample of class 0. The edge cases are a single sample and a full
 * batch.
 */
public final class BatchArbitrary extends DrawnArbitrary<Batch, BatchArbitrary> {
    static final int MIN_SAMPLES = 1;
    static final int MAX_SAMPLES = 4;
    static final int FEATURES = 4;

    private int minSamples = MIN_SAMPLES;
    private int maxSamples = MAX_SAMPLES;
    private Shape sample = Shape.of(FEATURES);
    private int classes = LabelArbitrary.CLASSES;
    private TensorArbitrary elements = new TensorArbitrary().dtype(DType.FLOAT32);

    BatchArbitrary() {}

    private record Sample(NDArray input, int label) {}

    /**
     * Sets the number of samples.
     *
     * @param least the smallest number, at least 0
     * @param most the largest number
     * @return the changed batches
     * @throws ArgumentException if the least is below 0 or above the most
     */
    public BatchArbitrary samples(int least, int most) {
        Require.range("samples", 0, least, most);
        BatchArbitrary changed = copy();
        changed.minSamples = least;
        changed.maxSamples = most;
        return changed;
    }

    /**
     * Sets the shape of a sample.
     *
     * @param dims the sizes without the batch axis, such as {@code 1, 28, 28}
     * @return the changed batches
     */
    public BatchArbitrary sample(int... dims) {
        BatchArbitrary changed = copy();
        changed.sample = Shape.of(dims);
        return changed;
    }

    /**
     * Sets the elements of the samples.
     *
     * @param like tensors whose element type, range and special values the samples have; their shape is not used
     * @return the changed batches
     */
    public BatchArbitrary elements(TensorArbitrary like) {
        BatchArbitrary changed = copy();
        changed.elements = like;
        return changed;
    }

    /**
     * Sets the number of classes.
     *
     * @param number at least 1
     * @return the changed batches
     * @throws ArgumentException if it is below 1
     */
    public BatchArbitrary classes(int number) {
        BatchArbitrary changed = copy();
        changed.classes = Require.atLeast("classes", 1, number);
        return changed;
    }

    @Override
    Batch draw(Choices choices) {
        List<Sample> samples = choices.list(
                minSamples,
                maxSamples,
                () -> new Sample(elements.shape(sample).draw(choices).value(), choices.upTo(classes - 1)));
        int[] dims = new int[sample.rank() + 1];
        dims[0] = samples.size();
        System.arraycopy(sample.dims(), 0, dims, 1, sample.rank());
        double[] inputs = samples.stream()
                .flatMapToDouble(s -> Arrays.stream(s.input().toDoubleArray()))
                .toArray();
        int[] labels = samples.stream().mapToInt(Sample::label).toArray();
        NDArray stacked = NDArray.wrap(Shape.of(dims), inputs).to(elements.dtype());
        return new Batch(new Tensor(stacked), IntArray.of(labels));
    }

    @Override
    List<int[]> edges() {
        return List.of(new int[0], new int[] {Integer.MAX_VALUE});
    }
}
