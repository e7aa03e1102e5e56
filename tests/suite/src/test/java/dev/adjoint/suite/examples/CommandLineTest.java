package dev.adjoint.suite.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line in the form in which it is distributed: the archive is unpacked, and its start script runs. */
@Tag("slow")
class CommandLineTest {
    private static final int LIMIT_SECONDS = 300;

    @TempDir
    private static Path directory;

    private static Path script;

    /** Bright images of two kinds, with stripes down and stripes across, and a model that tells them apart. */
    @BeforeAll
    static void unpackAndTrain() throws IOException, InterruptedException {
        Path archive;
        try (Stream<Path> files = Files.list(Path.of("examples", "target"))) {
            archive = files.filter(file -> file.toString().endsWith(".tar.gz"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no archive: it is made by mvn package"));
        }
        Process tar = new ProcessBuilder("tar", "-xzf", archive.toAbsolutePath().toString())
                .directory(directory.toFile())
                .inheritIO()
                .start();
        assertThat(tar.waitFor()).isZero();
        try (Stream<Path> files = Files.list(directory)) {
            script = files.findFirst().orElseThrow().resolve("bin").resolve("adjoint");
        }
        Random random = new Random(1);
        for (int i = 0; i < 40; i++) {
            save("images/across/" + i + ".png", true, random);
            save("images/down/" + i + ".png", false, random);
        }
        Run training = adjoint(
                "train",
                "--data=images",
                "--grey",
                "--size=12x12",
                "--epochs=8",
                "--batch-size=8",
                "--augment=crop=1",
                "--out=stripes.safetensors",
                "--charts=charts",
                "--metrics=metrics.jsonl",
                "--checkpoints=checkpoints");
        assertThat(training.exit()).as(training.toString()).isZero();
        assertThat(training.out()).contains("2 classes", "epoch 8/8", "saved as stripes.safetensors");
    }

    private record Run(int exit, String out, String err) {
        private JsonNode json() throws IOException {
            return new ObjectMapper().readTree(out);
        }
    }

    @Test
    void trainingLeavesCurvesAndALineAnEpoch() throws IOException {
        for (String chart : List.of("loss.png", "accuracy.png")) {
            assertThat(ImageIO.read(directory.resolve("charts").resolve(chart).toFile())
                            .getWidth())
                    .isGreaterThan(100);
        }
        assertThat(Files.readAllLines(directory.resolve("metrics.jsonl"))).hasSize(8);
    }

    @Test
    void resumedTrainingGivesTheSameBytes() throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "train",
                "--data=images",
                "--grey",
                "--size=12x12",
                "--epochs=4",
                "--batch-size=8",
                "--schedule=constant"));
        assertThat(adjoint(with(command, "--out=whole.safetensors")).exit()).isZero();
        command.set(4, "--epochs=2");
        assertThat(adjoint(with(command, "--out=half.safetensors", "--checkpoints=halves"))
                        .exit())
                .isZero();
        command.set(4, "--epochs=4");
        Run rest = adjoint(with(command, "--out=half.safetensors", "--checkpoints=halves", "--resume", "--workers=3"));
        assertThat(rest.exit()).isZero();
        assertThat(rest.out()).contains("resumed from").doesNotContain("epoch 2/4");
        assertThat(directory.resolve("half.safetensors"))
                .hasSameBinaryContentAs(directory.resolve("whole.safetensors"));
    }

    @Test
    void evaluationGivesScoresAsTextAndJson() throws Exception {
        Run text =
                adjoint("evaluate", "stripes.safetensors", "--data=images", "--grey", "--size=12x12", "--chart=c.png");
        assertThat(text.exit()).isZero();
        assertThat(text.out()).contains("80 samples", "across", "down", "precision");
        assertThat(ImageIO.read(directory.resolve("c.png").toFile()).getWidth()).isGreaterThan(100);
        JsonNode json = adjoint("evaluate", "stripes.safetensors", "--data=images", "--grey", "--size=12x12", "--json")
                .json();
        assertThat(json.get("accuracy").asDouble()).isGreaterThan(0.95);
        assertThat(json.get("classes").get("down").get("samples").asInt()).isEqualTo(40);
        assertThat(json.get("confusion").get(0).get(0).asInt()).isGreaterThan(36);
    }

    @Test
    void predictionTellsClassesWithProbabilities() throws Exception {
        JsonNode json = adjoint("predict", "stripes.safetensors", "images/down/3.png", "images/across/5.png", "--json")
                .json();
        assertThat(json.get("predictions")).hasSize(2);
        JsonNode first = json.get("predictions").get(0);
        assertThat(first.get("image").asText()).isEqualTo("images/down/3.png");
        assertThat(first.get("classes").fieldNames().next()).isEqualTo("down");
        assertThat(first.get("classes").get("down").asDouble()
                        + first.get("classes").get("across").asDouble())
                .isBetween(0.9999, 1.0001);
        assertThat(adjoint("predict", "stripes.safetensors", "images/across/5.png")
                        .out())
                .containsPattern("\\d+\\.\\d\\d %  across");
    }

    @Test
    void explanationsAreWebPages() throws Exception {
        Run alone = adjoint("explain", "--out=examples.html");
        assertThat(alone.exit()).isZero();
        assertThat(alone.out()).contains("Edge detector: 8 entries", "Strided convolution: 8 entries", "examples.html");
        JsonNode json = adjoint(
                        "explain",
                        "stripes.safetensors",
                        "images/down/3.png",
                        "--class=across",
                        "--out=stripes.html",
                        "--json")
                .json();
        assertThat(json.get("recordings").get(0).asText()).isEqualTo("stripes.safetensors with 3.png");
        assertThat(directory.resolve("stripes.html")).content().contains("<!DOCTYPE html>", "cross_entropy");
    }

    @Test
    void tablesAreTrainedOnToo() throws Exception {
        StringBuilder table = new StringBuilder("width,height,kind\n");
        Random random = new Random(2);
        for (int i = 0; i < 100; i++) {
            double width = random.nextDouble();
            table.append(width).append(',').append(random.nextDouble()).append(width > 0.5 ? ",wide\n" : ",narrow\n");
        }
        Files.writeString(directory.resolve("table.csv"), table);
        JsonNode json = adjoint(
                        "train",
                        "--data=table.csv",
                        "--label=kind",
                        "--model=mlp",
                        "--epochs=20",
                        "--batch-size=10",
                        "--out=table.safetensors",
                        "--json")
                .json();
        assertThat(json.get("training").get("accuracy").asDouble()).isGreaterThan(0.9);
    }

    @Test
    void modelsAreInspectedSummarisedAndChecked() throws Exception {
        Run inspected = adjoint("inspect", "stripes.safetensors");
        assertThat(inspected.out()).contains("network.0.0.weight", "F32", "BatchNorm2d");
        JsonNode json = adjoint("inspect", "stripes.safetensors", "--json").json();
        assertThat(json.get("tensors").findValuesAsText("name")).contains("network.0.0.weight");
        assertThat(json.get("metadata").has("adjoint.card")).isTrue();
        assertThat(adjoint("summary", "stripes.safetensors").out()).contains("Conv2d", "[1, 16, 12, 12]");
        assertThat(adjoint("summary", "best", "--input=3x32x32", "--json")
                        .json()
                        .get("parameters")
                        .asInt())
                .isGreaterThan(100_000);
        Run checked = adjoint("gradcheck", "stripes.safetensors");
        assertThat(checked.exit()).as(checked.toString()).isZero();
        assertThat(checked.out()).contains("gradients", "network.0.0.weight");
    }

    @Test
    void architecturesInJsonAreBenchmarked() throws Exception {
        Files.writeString(directory.resolve("net.json"), """
                {"type": "Sequential", "children": {
                    "flatten": {"type": "Flatten"},
                    "linear": {"type": "Linear", "settings": {"in_features": 12, "out_features": 3}}}}
                """);
        JsonNode json = adjoint(
                        "benchmark",
                        "net.json",
                        "--input=3x2x2",
                        "--seconds=0.1",
                        "--batch-size=4",
                        "--threads=1",
                        "--json")
                .json();
        assertThat(json.get("threads").asInt()).isEqualTo(1);
        assertThat(json.get("training").get("samples_per_second").asDouble()).isPositive();
    }

    @Test
    void userErrorsAreOneLineAndExitCode1() throws Exception {
        Files.writeString(directory.resolve("broken.safetensors"), "nothing of the kind");
        for (String[] command : new String[][] {
            {"inspect", "broken.safetensors"},
            {"inspect", "missing.safetensors"},
            {"train", "--data=missing"},
            {"train", "--data=images", "--model=huge"},
            {"evaluate", "broken.safetensors", "--data=images"},
            {"predict", "stripes.safetensors", "stripes.safetensors"},
            {"explain", "stripes.safetensors"},
            {"explain", "stripes.safetensors", "images/down/3.png", "--class=round"},
            {"explain", "--out=nowhere/page.html"}
        }) {
            Run run = adjoint(command);
            assertThat(run.exit()).isEqualTo(1);
            assertThat(run.out()).isEmpty();
            assertThat(run.err().lines().filter(line -> !line.startsWith("WARNING")))
                    .as(run.err())
                    .hasSize(1)
                    .allSatisfy(line -> assertThat(line).startsWith("adjoint: "));
        }
        assertThat(adjoint("inspect", "broken.safetensors", "--verbose").err()).contains("\tat dev.adjoint");
    }

    @Test
    void wrongUsageIsExitCode2AndHelpIs0() throws Exception {
        assertThat(adjoint("train").exit()).isEqualTo(2);
        assertThat(adjoint("train", "--data=images", "--augment=melt").err()).contains("melt");
        assertThat(adjoint("fly").exit()).isEqualTo(2);
        Run help = adjoint("help", "train");
        assertThat(help.exit()).isZero();
        assertThat(help.out()).contains("--resume", "Examples:");
        assertThat(adjoint("generate-completion").out()).contains("complete -F", "gradcheck");
    }

    private static String[] with(List<String> command, String... more) {
        return Stream.concat(command.stream(), Stream.of(more)).toArray(String[]::new);
    }

    private static Run adjoint(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(arguments));
        Path out = Files.createTempFile(directory, "run", ".out");
        Path err = Files.createTempFile(directory, "run", ".err");
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    private static void save(String name, boolean across, Random random) throws IOException {
        BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_GRAY);
        int phase = random.nextInt(4);
        for (int y = 0; y < 16; y++) {
            for (int x = 0; x < 16; x++) {
                boolean bright = ((across ? y : x) + phase) / 2 % 2 == 0;
                image.getRaster().setSample(x, y, 0, (bright ? 180 : 40) + random.nextInt(40));
            }
        }
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        ImageIO.write(image, "png", file.toFile());
    }
}
