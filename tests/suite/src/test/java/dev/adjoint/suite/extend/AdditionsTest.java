package dev.adjoint.suite.extend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How many files of the framework know one addition: at most three, so that another one like it touches no more. The
 * examples are used by no other code of the framework, which would count as a file that knows them.
 */
class AdditionsTest {
    private static final Path FRAMEWORK = Path.of("framework").toAbsolutePath();

    @ParameterizedTest
    @CsvSource({
        "an optimiser with loops of its own, RmsProp|rmsProp",
        "a data source, Csv",
        "a layer with settings, LpPool2d",
        "a layer that draws random numbers, ChannelDropout",
        "a backend, PlainBackend"
    })
    void atMostThreeFilesOfTheFrameworkNameIt(String kind, String name) throws IOException {
        assertThat(filesThatName(Pattern.compile("\\b(" + name + ")\\b")))
                .as("%s: files that name it", kind)
                .isNotEmpty()
                .hasSizeLessThanOrEqualTo(3);
    }

    private static List<Path> filesThatName(Pattern name) throws IOException {
        List<Path> result = new ArrayList<>();
        try (Stream<Path> files = Files.walk(FRAMEWORK)) {
            for (Path file : files.filter(AdditionsTest::isSource).toList()) {
                if (name.matcher(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .find()) {
                    result.add(FRAMEWORK.relativize(file));
                }
            }
        }
        return result;
    }

    /**
     * Sources, resources and unit tests of the modules. The tables in the documentation of packages are not counted.
     */
    private static boolean isSource(Path file) {
        String path = FRAMEWORK.relativize(file).toString();
        return Files.isRegularFile(file)
                && path.contains("src")
                && !path.contains("target")
                && !file.endsWith("package-info.java");
    }
}
