package dev.adjoint.suite.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.adjoint.DType;
import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.io.SafeTensorsWriter;
import dev.adjoint.nn.ModelFormat;
import dev.adjoint.suite.io.SpecialFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every command meets every kind of file in each place of its command line, and says in one line what is wrong. */
class CommandLineFilesTest {
    /** Commands with a place for a file, {@code FILE}, of those below that {@code MODEL}, {@code IMAGES} stand for. */
    private static final List<String> READERS = List.of(
            "inspect FILE",
            "summary FILE",
            "gradcheck FILE",
            "benchmark FILE --seconds 0.01",
            "evaluate FILE --data IMAGES",
            "evaluate MODEL --data FILE",
            "predict FILE IMAGES/down/0.png",
            "predict MODEL FILE",
            "predict MODEL FILE --json",
            "explain FILE IMAGES/down/0.png --out OUT",
            "explain MODEL FILE --out OUT",
            "train --data FILE --out OUT",
            "train --data IMAGES --from FILE --out OUT",
            "train --data IMAGES --model FILE --out OUT");

    private static final List<String> FILES = List.of(
            "missing",
            "dangling",
            "directory",
            "pipe",
            "empty",
            "text",
            "noise",
            "weights",
            "nullcard",
            "table.csv",
            "net.json");

    private static final List<String> WRITERS = List.of(
            "train --data IMAGES --out FILE",
            "train --data IMAGES --out OUT --metrics FILE",
            "train --data IMAGES --out OUT --checkpoints FILE/below",
            "train --data IMAGES --out OUT --charts FILE/below",
            "evaluate MODEL --data IMAGES --chart FILE",
            "explain --out FILE");

    @TempDir
    private static Path directory;

    @BeforeAll
    static void make() throws Exception {
        SmallImages.write(directory.resolve("images"), 3);
        SmallImages.model("across", "down").save(directory.resolve("model"));
        Files.createDirectory(directory.resolve("directory"));
        Files.createSymbolicLink(directory.resolve("dangling"), Path.of("nothing"));
        SpecialFiles.pipe(directory.resolve("pipe"));
        Files.createFile(directory.resolve("empty"));
        Files.writeString(directory.resolve("text"), "It was a dark and stormy night;\nthe rain fell in torrents.\n");
        Files.write(
                directory.resolve("noise"),
                new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, 0, 7, 27, '[', '3', 'm'});
        Files.writeString(directory.resolve("table.csv"), "a,b,kind\n1,x,big\n");
        Files.writeString(directory.resolve("net.json"), "{\"type\": \"Linear\", \"settings\": {}}");
        new SafeTensorsWriter()
                .add("weight", NDArray.zeros(DType.FLOAT32, Shape.of(2, 2)))
                .write(directory.resolve("weights"));
        ModelFormat.CATALOGUE.save(
                SmallImages.model().model(), directory.resolve("nullcard"), Map.of("adjoint.card", "null"));
    }

    static Stream<Arguments> commandsThatRead() {
        return READERS.stream().flatMap(command -> FILES.stream().map(file -> arguments(command, file)));
    }

    /** A safetensors file without a model can be listed, and so can one whose card is damaged. */
    private static boolean isFine(String command, String file) {
        return command.startsWith("inspect") && List.of("weights", "nullcard").contains(file);
    }

    @ParameterizedTest(name = "{0} with FILE = {1}")
    @MethodSource("commandsThatRead")
    @Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void filesThatWillNotDoAreNamed(String command, String file) {
        Command run = run(command, file);
        if (isFine(command, file)) {
            assertThat(run.exit()).as(run.toString()).isZero();
            return;
        }
        assertOneLine(run);
        assertThat(run.err()).contains(directory.resolve(file).toString());
        assertThat(directory.resolve("out")).doesNotExist();
    }

    static Stream<Arguments> commandsThatWrite() {
        return WRITERS.stream()
                .flatMap(command -> (command.contains("FILE/below")
                                ? Stream.of("text", "pipe")
                                : Stream.of("directory", "missing/file", "text/file"))
                        .map(file -> arguments(command, file)));
    }

    @ParameterizedTest(name = "{0} with FILE = {1}")
    @MethodSource("commandsThatWrite")
    @Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void whatCannotBeWrittenIsSaidBeforeTheWork(String command, String file) {
        Command run = run(command, file);
        assertOneLine(run);
        assertThat(run.err()).contains(directory.resolve(file).toString());
        assertThat(directory.resolve("out")).doesNotExist();
    }

    private static void assertOneLine(Command run) {
        assertThat(run.exit()).as(run.toString()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines())
                .as(run.err())
                .hasSize(1)
                .allSatisfy(line -> assertThat(line)
                        .startsWith("adjoint: ")
                        .doesNotContain("\u001b", "Exception", "jackson", "should not happen"));
    }

    private static Command run(String command, String file) {
        String[] arguments = command.replace("FILE", directory.resolve(file).toString())
                .replace("MODEL", directory.resolve("model").toString())
                .replace("IMAGES", directory.resolve("images").toString())
                .replace("OUT", directory.resolve("out").toString())
                .split(" ");
        return Command.run(arguments);
    }

    @AfterEach
    void nothingElseIsLeft() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.filter(file -> file.toString().endsWith(".tmp"))).isEmpty();
        }
    }
}
