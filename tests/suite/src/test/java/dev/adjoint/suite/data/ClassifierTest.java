package dev.adjoint.suite.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.ArgumentException;
import dev.adjoint.DType;
import dev.adjoint.DataFormatException;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.ShapeException;
import dev.adjoint.Tensor;
import dev.adjoint.data.Classification;
import dev.adjoint.data.Classifier;
import dev.adjoint.data.Normalize;
import dev.adjoint.io.SafeTensors;
import dev.adjoint.nn.Dropout;
import dev.adjoint.nn.Flatten;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.ModelFormat;
import dev.adjoint.nn.Models;
import dev.adjoint.nn.Sequential;
import dev.adjoint.nn.Softmax;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClassifierTest {
    private static final Normalize NORMALIZE = new Normalize(List.of(0.25), List.of(0.5));

    @TempDir
    private Path directory;

    private final SplittableRandom random = new SplittableRandom(1);

    /** Images of 2x2 pixels whose left half is bright, or whose right half is. */
    private Sequential network() {
        Linear linear = new Linear(4, 2, random);
        linear.parameters().get("weight").assign(NDArray.of(Shape.of(2, 4), 1f, -1f, 1f, -1f, -1f, 1f, -1f, 1f));
        linear.parameters().get("bias").assign(NDArray.zeros(DType.FLOAT32, Shape.of(2)));
        return new Sequential(new Flatten(), new Dropout(0.5, random), linear);
    }

    private Sequential normalized() {
        return new Sequential(NORMALIZE.layer(), network());
    }

    private static BufferedImage leftHalf(int type, int side) {
        BufferedImage image = new BufferedImage(side, side, type);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, side / 2, side);
        graphics.dispose();
        return image;
    }

    /** The logits are 4 and -4: normalised pixels are 1.5 and -0.5, so that each class gets 4 or -4. */
    @Test
    void imagesOfAnySizeAndColourBecomeWhatTheModelNeeds() throws IOException {
        Classifier classifier = Classifier.of(normalized(), "left", "right").input(1, 2, 2);
        for (int type :
                new int[] {BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_INT_ARGB, BufferedImage.TYPE_USHORT_GRAY}) {
            for (int side : new int[] {2, 16}) {
                Classification result = classifier.classify(leftHalf(type, side));
                assertThat(result.name()).isEqualTo("left");
                // Where the image is made smaller, its halves blend a little.
                assertThat(result.probability()).isCloseTo(1 / (1 + Math.exp(-8)), within(side == 2 ? 1e-6 : 1e-2));
                assertThat(result.probability("right")).isCloseTo(1 - result.probability(), within(1e-6));
            }
        }
        Path file = directory.resolve("left.png");
        ImageIO.write(leftHalf(BufferedImage.TYPE_BYTE_GRAY, 16), "png", file.toFile());
        assertThat(classifier.classify(file)).isEqualTo(classifier.classify(ImageIO.read(file.toFile())));
    }

    @Test
    void resultsPrintAsNamesWithProbabilities() {
        Classification result = new Classification(
                List.of(new Classification.Candidate("circle", 0.984), new Classification.Candidate("square", 0.016)));
        assertThat(result).hasToString("circle 0.98, square 0.02");
        assertThat(result.top(1)).hasSize(1);
        assertThat(result.top(9)).hasSize(2);
        Classifier seven = Classifier.of(new Linear(3, 7, random));
        assertThat(seven.classify(NDArray.of(Shape.of(3), 1f, 2f, 3f)).toString())
                .matches("(\\d 0\\.\\d\\d, ){5}\\.\\.\\.");
    }

    @Test
    void fileOfAModelAloneAndOneOfAClassifierPredictTheSame() throws IOException {
        Sequential model = normalized();
        Path saved = directory.resolve("classifier.safetensors");
        Path alone = directory.resolve("model.safetensors");
        Classifier.of(model, "left", "right").input(1, 2, 2).save(saved);
        Models.save(model, alone);
        NDArray sample = NDArray.of(Shape.of(1, 2, 2), 1f, 0f, 0.5f, 0f);

        Classifier whole = Classifier.load(saved);
        assertThat(whole.classes()).containsExactly("left", "right");
        assertThat(whole.input()).contains(Shape.of(1, 2, 2));
        Classifier bare = Classifier.load(alone);
        assertThat(bare.classes()).isEmpty();
        assertThat(bare.classify(sample).probability("0"))
                .isEqualTo(whole.classify(sample).probability("left"));
        Layer loaded = Models.load(saved);
        assertThat(loaded.forward(new Tensor(sample.reshape(Shape.of(1, 1, 2, 2))))
                        .softmax(1)
                        .value()
                        .at(0))
                .isEqualTo(whole.classify(sample).probability("left"));
    }

    /** They hold a network without its normalisation, which stands in the card. */
    @Test
    void filesOfFormerVersionsAreNormalisedByTheirCard() throws IOException {
        Path old = directory.resolve("old.safetensors");
        ModelFormat.CATALOGUE.save(
                network(),
                old,
                Map.of(
                        "adjoint.card",
                        "{\"input\":[1,2,2],\"mean\":[0.25],\"deviation\":[0.5],\"classes\":[\"a\",\"b\"]}"));
        NDArray sample = NDArray.of(Shape.of(1, 2, 2), 1f, 0f, 0.5f, 0f);
        Classification expected = Classifier.of(normalized(), "a", "b").classify(sample);
        Classifier loaded = Classifier.load(old);
        assertThat(loaded.classify(sample)).isEqualTo(expected);

        Path again = directory.resolve("new.safetensors");
        loaded.save(again);
        assertThat(Classifier.load(again).classify(sample)).isEqualTo(expected);
        try (SafeTensors content = SafeTensors.open(again)) {
            assertThat(content.metadata().get("adjoint.card"))
                    .isEqualTo("{\"input\":[1,2,2],\"classes\":[\"a\",\"b\"]}");
        }
    }

    @Test
    void modelInTrainingModePredictsWithoutDropout() {
        Sequential model = network();
        model.train();
        Classifier classifier = Classifier.of(model);
        NDArray sample = NDArray.of(Shape.of(1, 2, 2), 1f, 0f, 0.5f, 0f);
        assertThat(classifier.classify(sample)).isEqualTo(classifier.classify(sample));
        assertThat(model.isTraining()).isFalse();
    }

    @Test
    void probabilitiesOfASoftmaxAreTakenAsTheyAre() {
        NDArray sample = NDArray.of(Shape.of(1, 2, 2), 1f, 0f, 0.5f, 0f);
        Classification logits = Classifier.of(network()).classify(sample);
        Classification probabilities =
                Classifier.of(new Sequential(network(), new Softmax(1))).classify(sample);
        assertThat(probabilities).isEqualTo(logits);
    }

    @Test
    void whatDoesNotFitIsSaid() throws IOException {
        Classifier unstated = Classifier.of(network());
        BufferedImage image = leftHalf(BufferedImage.TYPE_BYTE_GRAY, 2);
        assertThatExceptionOfType(ArgumentException.class)
                .isThrownBy(() -> unstated.classify(image))
                .withMessageContaining("input(1, 28, 28)");
        assertThatExceptionOfType(ArgumentException.class)
                .isThrownBy(() -> unstated.input(2, 2, 2).classify(image))
                .withMessageContaining("grey or coloured images, got one for samples of shape [2, 2, 2]");
        assertThatExceptionOfType(ArgumentException.class)
                .isThrownBy(() -> unstated.input(1, 2, 2).classify((BufferedImage) null))
                .withMessageContaining("ImageIO.read gives null");
        assertThatExceptionOfType(ShapeException.class)
                .isThrownBy(() -> unstated.input(1, 2, 2).classify(NDArray.zeros(DType.FLOAT32, Shape.of(1, 2, 3))))
                .withMessageContaining("expected a sample of shape [1, 2, 2], got [1, 2, 3]");
        assertThatExceptionOfType(ArgumentException.class)
                .isThrownBy(() -> Classifier.of(network(), "a", "b", "c")
                        .classify(NDArray.zeros(DType.FLOAT32, Shape.of(1, 2, 2))))
                .withMessageContaining("[1, 3], one for each class, got shape [1, 2]");
        assertThatExceptionOfType(ArgumentException.class).isThrownBy(() -> Classifier.of(network(), "a", "a"));
        assertThatExceptionOfType(ArgumentException.class)
                .isThrownBy(() -> unstated.classify(NDArray.zeros(DType.FLOAT32, Shape.of(1, 2, 2)))
                        .probability("x"))
                .withMessageContaining("[0, 1], got x");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "null | card: expected an object",
                "[] | card: expected an object",
                "{\"input\": [null]} | card input: expected a value, got null",
                "{\"mean\": [null]} | card mean: expected a value, got null",
                "{\"input\": [1.9]} | card: input: expected a list of sizes from 1",
                "{\"input\": [\"1\"]} | card: input: expected a list of sizes from 1",
                "{\"input\": [0]} | card: input: expected a list of sizes from 1",
                "{\"input\": [-3]} | card: input: expected a list of sizes from 1",
                "{\"input\": [99999999999]} | card: input: expected a list of sizes from 1",
                "{\"input\": []} | card: input: expected a list of sizes from 1",
                "{\"input\": [16777216, 16777216, 16777216]} | at most 2147483639 elements",
                "{\"input\": 3} | card: input: expected a list of sizes from 1",
                "{\"mean\": [0]} | card: expected both mean and deviation",
                "{\"mean\": [0], \"deviation\": [0]} | deviation: expected a finite number above 0, got 0",
                "{\"mean\": [0, 1], \"deviation\": [1]} | 2 means and 1 deviations",
                "{\"mean\": [\"x\"], \"deviation\": [1]} | card: mean: expected a list of numbers",
                "{\"classes\": [1]} | card: classes: expected a list of names",
                "{\"classes\": [\"a\", \"a\"]} | expected names that differ",
                "{\"size\": 1} | card: unknown field 'size'",
            })
    void damagedCardsAreClearErrors(String card, String message) throws IOException {
        Path file = directory.resolve("damaged.safetensors");
        ModelFormat.CATALOGUE.save(network(), file, Map.of("adjoint.card", card));
        assertThatExceptionOfType(DataFormatException.class)
                .isThrownBy(() -> Classifier.load(file))
                .withMessageStartingWith(file + ": at byte 8: metadata adjoint.card, character ")
                .withMessageContaining(message)
                .satisfies(error -> assertThat(error.getMessage()).doesNotContain("jackson", "Cannot", "Source"));
    }
}
