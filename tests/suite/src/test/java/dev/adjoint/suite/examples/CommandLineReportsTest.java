package dev.adjoint.suite.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import dev.adjoint.data.Classification;
import dev.adjoint.data.Classifier;
import dev.adjoint.data.ImageFolder;
import dev.adjoint.data.ImageOptions;
import dev.adjoint.io.SafeTensorsWriter;
import dev.adjoint.nn.Models;
import java.awt.image.BufferedImage;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What commands report, of settings in every range, to terminals, files and full disks. */
class CommandLineReportsTest {
    private static final String ESCAPE = "\u001b[31m";

    @TempDir
    private static Path directory;

    private static Path images;
    private static Path model;

    @BeforeAll
    static void make() throws Exception {
        images = directory.resolve("images");
        SmallImages.write(images, 12);
        model = directory.resolve("model.safetensors");
        SmallImages.model("across", "down").save(model);
    }

    /** Trains with few settings, of which those given come in place of the usual ones. */
    private static Command train(String... more) {
        List<String> command = new ArrayList<>(List.of("train", "--data=" + images));
        List<String> given = List.of(more);
        for (String usual : List.of("--size=8x8", "--grey", "--epochs=2", "--batch-size=4")) {
            String name = usual.replaceAll("=.*", "=");
            if (given.stream().noneMatch(option -> option.startsWith(name))) {
                command.add(usual);
            }
        }
        command.addAll(given);
        return Command.run(command.toArray(String[]::new));
    }

    /** What `adjoint train` wrote is a whole model: for {@link Models}, for {@link Classifier}, for every command. */
    @Test
    void trainedFilePredictsTheSameEverywhere() throws Exception {
        Path file = directory.resolve("trained.safetensors");
        Command training = train("--out=" + file);
        assertThat(training.exit()).as(training.toString()).isZero();
        Path image = images.resolve("down").resolve("3.png");
        Classification result = Classifier.load(file).classify(ImageIO.read(image.toFile()));
        Command predicted = Command.run("predict", file.toString(), image.toString(), "--json");
        JsonNode classes = new ObjectMapper()
                .readTree(predicted.out())
                .get("predictions")
                .get(0)
                .get("classes");
        assertThat(classes.fieldNames().next()).isEqualTo(result.name());
        assertThat(classes.get("down").asDouble()).isEqualTo(result.probability("down"));
        NDArray pixels = ImageFolder.image(image, ImageOptions.GREY.resize(8, 8));
        Tensor alone = Models.load(file)
                .forward(new Tensor(pixels.reshape(Shape.of(1, 1, 8, 8))))
                .softmax(1);
        assertThat(alone.value().at(1)).isCloseTo(result.probability("down"), within(1e-6));
    }

    @Test
    void fileOfAModelAloneIsUsedByAllCommands() throws Exception {
        Path file = directory.resolve("alone.safetensors");
        Models.save(SmallImages.model().model(), file);
        String name = file.toString();
        String image = images.resolve("down").resolve("3.png").toString();
        assertThat(Command.run("evaluate", name, "--data", images.toString(), "--size=4x4", "--grey")
                        .out())
                .contains("across", "down", "24 samples");
        assertThat(Command.run("predict", name, image, "--size=4x4", "--grey").out())
                .contains("%  0", "%  1");
        assertThat(Command.run("predict", name, image).err()).contains(name, "--size and --grey");
        assertThat(Command.run("summary", name, "--input=1x4x4").out()).contains("Linear");
        assertThat(Command.run("summary", name).err()).contains("--input");
        Command from = train("--size=4x4", "--from=" + file, "--out=" + directory.resolve("further.safetensors"));
        assertThat(from.exit()).as(from.toString()).isZero();
        assertThat(Classifier.load(directory.resolve("further.safetensors")).classes())
                .containsExactly("across", "down");
    }

    @Test
    void evaluationTakesWhatImagesTheModelNeedsFromItsFile() {
        Command run = Command.run("evaluate", model.toString(), "--data", images.toString());
        assertThat(run.exit()).as(run.toString()).isZero();
        assertThat(run.out()).containsPattern("0  across +\\d").containsPattern("1  down +[\\d.]");
        assertThat(Command.run("evaluate", model.toString(), "--data", images.toString(), "--size=5x5")
                        .err())
                .contains("[1, 4, 4]", "--size", "--grey");
    }

    @Test
    void jsonIsTheSameInEachRun() {
        for (String[] command : new String[][] {
            {"evaluate", model.toString(), "--data", images.toString(), "--json"},
            {
                "predict",
                model.toString(),
                images.resolve("down").resolve("1.png").toString(),
                "--json"
            },
            {"inspect", model.toString(), "--json"},
        }) {
            assertThat(Command.run(command).out())
                    .isEqualTo(Command.run(command).out())
                    .isNotEmpty();
        }
        assertThat(Command.run("inspect", model.toString(), "--json").out())
                .startsWith("{\"tensors\":[{\"name\":\"0.deviation\",\"type\":\"F32\",\"shape\":[1],\"bytes\":4}");
        assertThat(Command.run("evaluate", model.toString(), "--data", images.toString(), "--json")
                        .out())
                .containsPattern("\"across\":\\{\"precision\":.*,\"recall\":.*,\"f1\":.*,\"samples\":12\\}");
    }

    /** A device that takes nothing stands for a full disk. */
    @ParameterizedTest
    @ValueSource(
            strings = {"predict", "predict --json", "evaluate", "summary", "inspect", "train", "--help", "--version"})
    void fullStandardOutputIsAnError(String command) throws Exception {
        Path full = Path.of("/dev/full");
        assumeThat(full).exists();
        List<String> arguments = new ArrayList<>(List.of(command.split(" ")));
        switch (arguments.get(0)) {
            case "predict" ->
                arguments.addAll(List.of(
                        model.toString(),
                        images.resolve("down").resolve("3.png").toString()));
            case "evaluate" -> arguments.addAll(List.of(model.toString(), "--data", images.toString()));
            case "summary", "inspect" -> arguments.add(model.toString());
            case "train" ->
                arguments.addAll(List.of(
                        "--data", images.toString(), "--epochs=1", "--out=" + directory.resolve("full.safetensors")));
            default -> {}
        }
        try (PrintStream out = new PrintStream(new FileOutputStream(full.toFile()))) {
            Command run = Command.run(out, arguments.toArray(String[]::new));
            assertThat(run.exit()).isEqualTo(1);
            assertThat(run.err()).contains("standard output");
        }
    }

    /** Whoever makes a file chooses the names in it. */
    @Test
    void namesDoNotSteerTheTerminal() throws Exception {
        Path file = directory.resolve("steering.safetensors");
        SmallImages.model("a" + ESCAPE, "b\u009b31m\u202e").save(file);
        Path tensors = directory.resolve("tensors.safetensors");
        new SafeTensorsWriter()
                .metadata("k" + ESCAPE, "v" + ESCAPE)
                .add("x" + ESCAPE, NDArray.of(Shape.of(1), 1f))
                .write(tensors);
        String image = images.resolve("down").resolve("3.png").toString();
        for (String[] command : new String[][] {
            {"predict", file.toString(), image},
            {"predict", file.toString(), image, "--json"},
            {"evaluate", file.toString(), "--data", images.toString()},
            {"explain", file.toString(), image, "--class=" + ESCAPE, "--out=" + directory.resolve("page.html")},
            {"inspect", tensors.toString()},
            {"inspect", tensors.toString(), "--json"},
            {"predict", file + ESCAPE, image},
            {"summary", "x" + ESCAPE},
            {"train", "--data=" + images, "--model=" + ESCAPE},
            {"train", "--data=" + images, "--augment=" + ESCAPE},
            {"fly" + ESCAPE},
        }) {
            Command run = Command.run(command);
            assertThat(run.out() + run.err())
                    .as(String.join(" ", command))
                    .isNotEmpty()
                    .doesNotContain(ESCAPE, "\u009b", "\u202e");
        }
        assertThat(new ObjectMapper()
                        .readTree(Command.run("predict", file.toString(), image, "--json")
                                .out())
                        .findValue("classes")
                        .has("a" + ESCAPE))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "--epochs=0, '--epochs: expected 1 or more, got 0'",
        "--epochs=-1, '--epochs: expected 1 or more, got -1'",
        "--batch-size=0, '--batch-size: expected 1 or more, got 0'",
        "--accumulate=0, '--accumulate: expected 1 or more, got 0'",
        "--patience=0, '--patience: expected 1 or more, got 0'",
        "--workers=-1, '--workers: expected 0 or more, got -1'",
        "--limit=0, '--limit: expected 1 or more, got 0'",
        "--validation=1, '--validation: expected a part from 0 to below 1, got 1.0'",
        "--learning-rate=0, '--learning-rate: expected a finite number above 0, got 0.0'",
        "--learning-rate=NaN, '--learning-rate: expected a finite number above 0, got NaN'",
        "--weight-decay=-1, '--weight-decay: expected 0 or more, got -1.0'",
        "--warmup=-1, '--warmup: expected 0 or more, got -1'",
        "--clip=0, '--clip: expected a finite number above 0, got 0.0'",
        "--label-smoothing=1, '--label-smoothing: expected a part from 0 to below 1, got 1.0'",
        "--momentum=0.5, '--momentum: expected --optimizer sgd or rmsprop beside it, got adamw'",
        "--optimizer=sgd --momentum=1, '--momentum: expected a number from 0 to below 1, got 1.0'",
        "--resume, '--resume: expected --checkpoints with the directory to resume from'",
        "--from=x --model=small, '--from: expected no --model beside it, got small'",
    })
    void settingsOutOfRangeAreNamed(String settings, String message) {
        Command run = train(Stream.concat(
                        Stream.of(settings.split(" ")), Stream.of("--out=" + directory.resolve("never.safetensors")))
                .toArray(String[]::new));
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err().lines()).containsExactly("adjoint: " + message);
        assertThat(run.out()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "predict --top=0, '--top: expected 1 or more, got 0'",
        "predict --top=-3, '--top: expected 1 or more, got -3'",
        "benchmark --seconds=0, '--seconds: expected a finite number above 0, got 0.0'",
        "benchmark --batch-size=0, '--batch-size: expected 1 or more, got 0'",
        "gradcheck --order=3, '--order: expected 1 or 2, got 3'",
        "gradcheck --batch-size=-1, '--batch-size: expected 1 or more, got -1'",
    })
    void settingsOfOtherCommandsAreNamed(String command, String message) {
        String[] words = command.split(" ");
        Command run = words[0].equals("predict")
                ? Command.run(
                        words[0],
                        words[1],
                        model.toString(),
                        images.resolve("down/1.png").toString())
                : Command.run(words[0], words[1], model.toString());
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err().lines()).containsExactly("adjoint: " + message);
    }

    @Test
    void momentumHasItsEffectUnderTheDefaultSchedule() throws Exception {
        List<String> losses = new ArrayList<>();
        for (String momentum : List.of("0", "0.5", "0.9")) {
            Command run = train(
                    "--optimizer=sgd",
                    "--learning-rate=0.05",
                    "--momentum=" + momentum,
                    "--json",
                    "--out=" + directory.resolve("momentum.safetensors"));
            assertThat(run.exit()).as(run.toString()).isZero();
            losses.add(new ObjectMapper()
                    .readTree(run.out())
                    .get("training")
                    .get("loss")
                    .asText());
        }
        assertThat(losses).doesNotHaveDuplicates();
    }

    @Test
    void limitTrainsWithSomeSamplesOfEachClass() {
        Command run = train("--limit=8", "--validation=0.25", "--out=" + directory.resolve("some.safetensors"));
        assertThat(run.out()).contains("6 samples to train with, 2 to validate");
    }

    @Test
    void imagesOfMixedSizesAreTold() throws Exception {
        Path mixed = directory.resolve("mixed");
        SmallImages.write(mixed, 2);
        ImageIO.write(
                new BufferedImage(5, 7, BufferedImage.TYPE_BYTE_GRAY),
                "png",
                mixed.resolve("down").resolve("odd.png").toFile());
        Command run = Command.run("train", "--data", mixed.toString(), "--out=" + directory.resolve("no.safetensors"));
        assertThat(run.err()).contains("odd.png", "[3, 7, 5]", "--size brings all images to one size");
    }

    /** The directory disappears while the training runs, after its first epoch. */
    @Test
    void trainedModelIsWrittenBesideIfItsPlaceIsGone() throws Exception {
        Path gone = Files.createDirectory(directory.resolve("gone"));
        Path metrics = directory.resolve("gone.jsonl");
        Thread remover = new Thread(() -> {
            try {
                while (!Files.exists(metrics) || Files.size(metrics) == 0) {
                    Thread.sleep(5);
                }
                Files.delete(gone);
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        remover.setDaemon(true);
        remover.start();
        Command run = train("--epochs=60", "--metrics=" + metrics, "--out=" + gone.resolve("model.safetensors"));
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("there is no directory " + gone, "the trained model is in ");
        Path rescued = Path.of(run.err().replaceAll("(?s).*the trained model is in (\\S+).*", "$1"));
        assertThat(Classifier.load(rescued).classes()).containsExactly("across", "down");
        Files.delete(rescued);
    }

    @Test
    void helpOfEachCommandIsOneSentence() {
        String help = Command.run("--help").out();
        assertThat(help).contains("strided convolution.").doesNotContainPattern("(?m),\\R  [a-z-]+ {2,}");
        assertThat(Command.run("train", "--help").out()).contains("--from", "--limit");
    }
}
