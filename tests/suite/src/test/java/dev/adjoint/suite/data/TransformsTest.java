package dev.adjoint.suite.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.ArgumentException;
import dev.adjoint.DType;
import dev.adjoint.IntArray;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.ShapeException;
import dev.adjoint.Tensor;
import dev.adjoint.data.Batch;
import dev.adjoint.data.Dataset;
import dev.adjoint.data.Normalize;
import dev.adjoint.data.RandomCrop;
import dev.adjoint.data.RandomErasing;
import dev.adjoint.data.RandomFlip;
import dev.adjoint.data.RandomFlip.Direction;
import dev.adjoint.data.RandomRotation;
import dev.adjoint.data.ToFloat;
import dev.adjoint.data.Transform;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** What transforms do to images. */
class TransformsTest {
    /** Two channels of 2x3 pixels, from 1 to 12. */
    private static final NDArray IMAGE = NDArray.of(Shape.of(2, 2, 3), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12.0);

    @Test
    void horizontalFlipExchangesLeftAndRight() {
        assertThat(apply(new RandomFlip(Direction.HORIZONTAL, 1), IMAGE))
                .containsExactly(3, 2, 1, 6, 5, 4, 9, 8, 7, 12, 11, 10);
    }

    @Test
    void verticalFlipExchangesTopAndBottom() {
        assertThat(apply(new RandomFlip(Direction.VERTICAL, 1), IMAGE))
                .containsExactly(4, 5, 6, 1, 2, 3, 10, 11, 12, 7, 8, 9);
    }

    @Test
    void flipsHappenAsOftenAsTheirProbabilitySays() {
        Random random = new Random(1);
        RandomFlip flip = new RandomFlip(Direction.HORIZONTAL, 0.25);
        int flipped = 0;
        for (int i = 0; i < 4000; i++) {
            flipped += flip.apply(IMAGE, random).at(0) == 3 ? 1 : 0;
        }
        assertThat(flipped).isBetween(900, 1100);
        assertThat(apply(new RandomFlip(Direction.HORIZONTAL, 0), IMAGE)).containsExactly(IMAGE.toDoubleArray());
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void cropIsAWindowOfThePaddedImage(
            @ForAll @IntRange(min = 1, max = 6) int height,
            @ForAll @IntRange(min = 1, max = 6) int width,
            @ForAll @IntRange(max = 3) int padding,
            @ForAll long seed) {
        Random sizes = new Random(seed);
        int rows = 1 + sizes.nextInt(height + 2 * padding);
        int columns = 1 + sizes.nextInt(width + 2 * padding);
        NDArray image = NDArray.uniform(DType.FLOAT32, Shape.of(2, height, width), 1, 2, sizes);
        NDArray crop = new RandomCrop(rows, columns, padding, -1).apply(image, new Random(seed));
        assertThat(crop.shape()).isEqualTo(Shape.of(2, rows, columns));
        Random same = new Random(seed);
        int top = same.nextInt(height + 2 * padding - rows + 1) - padding;
        int left = same.nextInt(width + 2 * padding - columns + 1) - padding;
        for (int channel = 0; channel < 2; channel++) {
            for (int row = 0; row < rows; row++) {
                for (int column = 0; column < columns; column++) {
                    int y = top + row;
                    int x = left + column;
                    boolean inside = y >= 0 && y < height && x >= 0 && x < width;
                    assertThat(crop.get(channel, row, column)).isEqualTo(inside ? image.get(channel, y, x) : -1);
                }
            }
        }
    }

    @Test
    void cropsReachEveryPlace() {
        NDArray image = NDArray.of(Shape.of(1, 1, 3), 1, 2, 3.0);
        Random random = new Random(2);
        Set<Double> first = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            first.add(new RandomCrop(1, 2, 1, 9).apply(image, random).at(0));
        }
        assertThat(first).containsExactlyInAnyOrder(1.0, 2.0, 3.0, 9.0);
    }

    @Test
    void cropLargerThanThePaddedImageIsRefused() {
        assertThatThrownBy(() -> new RandomCrop(5, 3, 1).apply(IMAGE, new Random(1)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContainingAll("5x3", "[2, 2, 3]");
    }

    @Test
    void quarterTurnMovesTheRightEdgeToTheTop() {
        NDArray image = NDArray.of(Shape.of(1, 3, 3), 1, 2, 3, 4, 5, 6, 7, 8, 9.0);
        double[] turned = new RandomRotation(90).apply(image, always(1)).toDoubleArray();
        assertThat(turned).containsExactly(new double[] {3, 6, 9, 2, 5, 8, 1, 4, 7}, within(1e-12));
    }

    @Test
    void rotationInterpolatesBetweenPixelsAndFill() {
        NDArray image = NDArray.of(Shape.of(1, 1, 2), 1, 3f);
        // A quarter turn of a row of two pixels puts both half a pixel above and below it.
        NDArray turned = new RandomRotation(90, 5).apply(image, always(1));
        assertThat(turned.toDoubleArray()).containsExactly(new double[] {(2 + 5) / 2.0, (2 + 5) / 2.0}, within(1e-6));
    }

    @Test
    void rotationByNothingKeepsEveryPixel() {
        assertThat(apply(new RandomRotation(0, 7), IMAGE)).containsExactly(IMAGE.toDoubleArray());
    }

    @Test
    void anglesReachBothLimitsUniformly() {
        // One bright pixel at the right end of a row: its new position tells the angle.
        NDArray image = NDArray.of(Shape.of(1, 3, 3), 0, 0, 0, 0, 0, 1, 0, 0, 0.0);
        Random random = new Random(3);
        int up = 0;
        for (int i = 0; i < 1000; i++) {
            NDArray turned = new RandomRotation(30).apply(image, random);
            up += turned.get(0, 0, 2) > turned.get(0, 2, 2) ? 1 : 0;
        }
        assertThat(up).isBetween(440, 560);
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void erasingOverwritesOneRectangleOfTheStatedSize(@ForAll long seed) {
        NDArray image = NDArray.full(DType.FLOAT32, Shape.of(2, 20, 30), 1);
        RandomErasing erasing = new RandomErasing(1, 0.05, 0.2, 0.5, 2, 0);
        NDArray erased = erasing.apply(image, new Random(seed));
        int top = 20;
        int bottom = -1;
        int left = 30;
        int right = -1;
        int zeros = 0;
        for (int i = 0; i < 600; i++) {
            assertThat(erased.at(i)).isEqualTo(erased.at(600 + i));
            if (erased.at(i) == 0) {
                zeros++;
                top = Math.min(top, i / 30);
                bottom = Math.max(bottom, i / 30);
                left = Math.min(left, i % 30);
                right = Math.max(right, i % 30);
            }
        }
        int rows = bottom - top + 1;
        int columns = right - left + 1;
        assertThat(zeros).isEqualTo(rows * columns);
        assertThat(zeros / 600.0).isBetween(0.03, 0.23);
        assertThat(rows / (double) columns).isBetween(0.35, 2.7);
        assertThat(image.at(0)).isEqualTo(1);
    }

    @Test
    void rectangleThatNeverFitsIsNotErased() {
        NDArray flat = NDArray.full(DType.FLOAT64, Shape.of(1, 1, 9), 1);
        assertThat(apply(new RandomErasing(1, 0.5, 0.5, 1, 1, 0), flat)).containsOnly(1);
    }

    @Test
    void normalizeUsesTheNumbersOfEachChannel() {
        assertThat(apply(new Normalize(List.of(1.0, 7.0), List.of(1.0, 2.0)), IMAGE))
                .containsExactly(0, 1, 2, 3, 4, 5, 0, 0.5, 1, 1.5, 2, 2.5);
        assertThat(new Normalize(List.of(1.0, 7.0), List.of(1.0, 2.0))
                        .apply(IMAGE.to(DType.FLOAT32), new Random(1))
                        .floats())
                .containsExactly(0, 1, 2, 3, 4, 5, 0, 0.5f, 1, 1.5f, 2, 2.5f);
    }

    @Test
    void fittedNormalizeGivesMean0AndDeviation1() {
        NDArray samples = NDArray.normal(DType.FLOAT32, Shape.of(50, 2, 4, 5), 1000, 3, new Random(5));
        Dataset dataset = Dataset.of(samples, IntArray.of(new int[50]));
        Normalize fitted = Normalize.fit(dataset);
        for (int channel = 0; channel < 2; channel++) {
            double sum = 0;
            double squares = 0;
            for (int i = 0; i < 50; i++) {
                NDArray y = fitted.apply(dataset.sample(i).input().to(DType.FLOAT64), new Random(1));
                for (int k = channel * 20; k < (channel + 1) * 20; k++) {
                    sum += y.at(k);
                    squares += y.at(k) * y.at(k);
                }
            }
            assertThat(sum / 1000).isCloseTo(0, within(1e-10));
            assertThat(squares / 1000).isCloseTo(1, within(1e-10));
        }
    }

    @Test
    void columnsOfATableAreChannels() {
        Dataset table = Dataset.of(NDArray.of(Shape.of(2, 2), 1, 10, 3, 30.0), IntArray.of(0, 1));
        Normalize fitted = Normalize.fit(table);
        assertThat(fitted.mean()).containsExactly(2.0, 20.0);
        assertThat(fitted.deviation()).containsExactly(1.0, 10.0);
        assertThat(apply(fitted, table.sample(1).input())).containsExactly(1, 1);
    }

    @Test
    void constantChannelIsNotScaled() {
        Dataset dataset = Dataset.of(NDArray.full(DType.FLOAT32, Shape.of(3, 1, 2, 2), 0.1), IntArray.of(0, 0, 0));
        Normalize fitted = Normalize.fit(dataset);
        assertThat(fitted.deviation()).containsExactly(1.0);
        assertThat(fitted.apply(dataset.sample(0).input(), new Random(1)).floats())
                .containsOnly(0);
    }

    @Test
    void toFloatScales() {
        NDArray y = ToFloat.PIXELS.apply(NDArray.of(Shape.of(3), 0, 51, 255.0), new Random(1));
        assertThat(y.floats()).containsExactly(0, 0.2f, 1);
    }

    @Test
    void oneHotHasOneOneARow() {
        Batch batch = new Batch(Tensor.of(new double[] {1, 2}, 2, 1), IntArray.of(2, 0));
        assertThat(batch.oneHot(3).shape()).isEqualTo(Shape.of(2, 3));
        assertThat(batch.oneHot(3).value().doubles()).containsExactly(0, 0, 1, 1, 0, 0);
        assertThatThrownBy(() -> batch.oneHot(2)).isInstanceOf(ArgumentException.class);
    }

    @Test
    void stepsRunInTheirOrderAndShareTheGenerator() {
        Transform shifted = Transform.of(
                (sample, random) -> NDArray.of(Shape.of(1), sample.at(0) * 10 + random.nextInt(5)),
                (sample, random) -> NDArray.of(Shape.of(1), sample.at(0) * 10 + random.nextInt(5)));
        Random same = new Random(4);
        double expected = 100 + 10 * same.nextInt(5) + same.nextInt(5);
        assertThat(shifted.apply(NDArray.of(Shape.of(1), 1.0), new Random(4)).item())
                .isEqualTo(expected);
        assertThat(Transform.of().apply(IMAGE, new Random(1))).isSameAs(IMAGE);
    }

    @Test
    void samplesThatAreNoImagesAreRefused() {
        NDArray flat = NDArray.zeros(DType.FLOAT32, Shape.of(6));
        for (Transform transform : List.of(
                RandomFlip.horizontal(),
                RandomFlip.vertical(),
                new RandomCrop(1, 1, 0),
                new RandomRotation(10),
                RandomErasing.DEFAULTS)) {
            assertThatThrownBy(() -> transform.apply(flat, new Random(1)))
                    .isInstanceOf(ShapeException.class)
                    .hasMessageContaining("[6]");
        }
        assertThatThrownBy(() -> new Normalize(List.of(0.0), List.of(1.0)).apply(IMAGE, new Random(1)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("1 channels");
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        List<Runnable> wrong = List.of(
                () -> new RandomFlip(Direction.VERTICAL, 1.5),
                () -> new RandomCrop(0, 1, 0),
                () -> new RandomCrop(1, 1, -1),
                () -> new RandomCrop(1, 1, 0, Double.NaN),
                () -> new RandomRotation(181),
                () -> new RandomErasing(0.5, 0.3, 0.2, 1, 1, 0),
                () -> new RandomErasing(0.5, 0.1, 0.2, 0, 1, 0),
                () -> new Normalize(List.of(), List.of()),
                () -> new Normalize(List.of(1.0), List.of(0.0)),
                () -> new Normalize(List.of(1.0, 2.0), List.of(1.0)),
                () -> new ToFloat(DType.FLOAT32, Double.NaN));
        assertThat(wrong)
                .allSatisfy(construct -> assertThatThrownBy(construct::run)
                        .isInstanceOf(ArgumentException.class)
                        .hasMessageContaining("expected"));
    }

    private static double[] apply(Transform transform, NDArray image) {
        return transform.apply(image, new Random(1)).toDoubleArray();
    }

    /** A generator whose doubles are all the same. */
    private static Random always(double number) {
        return new Random() {
            private static final long serialVersionUID = 1L;

            @Override
            public double nextDouble() {
                return number;
            }
        };
    }
}
