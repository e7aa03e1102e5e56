package dev.adjoint.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnrolledTest {
    private static final FileTime LONG_AGO = FileTime.fromMillis(0);

    @TempDir
    Path directory;

    @Test
    void linesAreRepeatedForEachRowAndWithinItForEachColumn() {
        String template = """
                // unrolled: $i < $m, $j < $n for $m x $n = 2 x 2
                b$j = b[$j];
                a$i = a[$i];
                s$i$j += a$i * b$j;
                done();
                c[$i][$j] = s$i$j;
                """;
        assertThat(Unrolled.unroll(template)).isEqualTo("""
                        b0 = b[0];
                        b1 = b[1];
                        a0 = a[0];
                        s00 += a0 * b0;
                        s01 += a0 * b1;
                        a1 = a[1];
                        s10 += a1 * b0;
                        s11 += a1 * b1;
                        done();
                        c[0][0] = s00;
                        c[0][1] = s01;
                        c[1][0] = s10;
                        c[1][1] = s11;
                        """);
    }

    @Test
    void aParagraphIsWrittenForEachChoiceOfSizes() {
        String template = """
                before $i;

                    // unrolled: $i < $m, $j < $n for $m x $n = 12 x 2, 1 x 3
                    tile$mx$n();

                after $m;
                """;
        assertThat(Unrolled.unroll(template)).isEqualTo("""
                        before $i;

                            tile12x2();

                            tile1x3();

                        after $m;
                        """);
    }

    @Test
    void sourcesStandBelowTheTargetAsTheirTemplatesDo() throws IOException {
        write("templates/one/Tiles.java", "// unrolled: $i < $m, $j < $n for $m x $n = 2 x 1\nx$i;\n");
        run();
        assertThat(directory.resolve("sources/one/Tiles.java")).hasContent("x0;\nx1;\n");
    }

    @Test
    void onlySourcesThatChangedAreWrittenAndThoseWithoutATemplateGo() throws IOException {
        write("templates/A.java", "a");
        write("templates/B.java", "b");
        write("templates/C.java", "c");
        run();
        Path a = directory.resolve("sources/A.java");
        Path b = directory.resolve("sources/B.java");
        Files.setLastModifiedTime(a, LONG_AGO);
        Files.setLastModifiedTime(b, LONG_AGO);
        write("templates/B.java", "bb");
        Files.delete(directory.resolve("templates/C.java"));
        run();
        assertThat(Files.getLastModifiedTime(a)).isEqualTo(LONG_AGO);
        assertThat(Files.getLastModifiedTime(b)).isNotEqualTo(LONG_AGO);
        assertThat(b).hasContent("bb");
        assertThat(directory.resolve("sources/C.java")).doesNotExist();
    }

    private void write(String place, String text) throws IOException {
        Path file = directory.resolve(place);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void run() throws IOException {
        Unrolled.main(new String[] {
            directory.resolve("sources").toString(),
            directory.resolve("templates").toString()
        });
    }
}
