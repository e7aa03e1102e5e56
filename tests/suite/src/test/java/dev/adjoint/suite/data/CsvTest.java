package dev.adjoint.suite.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.adjoint.ArgumentException;
import dev.adjoint.DataFormatException;
import dev.adjoint.IntArray;
import dev.adjoint.Shape;
import dev.adjoint.data.Csv;
import dev.adjoint.data.CsvOptions;
import dev.adjoint.data.Dataset;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables of numbers with a label. */
class CsvTest {
    @TempDir
    Path directory;

    @Test
    void labelIsTheLastColumnByDefault() throws IOException {
        Dataset flowers = read("length,width,species\n5.1,-3.5e0,setosa\n.5,+3,virginica\n4,1.,setosa\n");
        assertThat(flowers.size()).isEqualTo(3);
        assertThat(flowers.classNames()).containsExactly("setosa", "virginica");
        assertThat(flowers.all().labels()).isEqualTo(IntArray.of(0, 1, 0));
        assertThat(flowers.all().inputs().shape()).isEqualTo(Shape.of(3, 2));
        assertThat(flowers.all().inputs().value().floats()).containsExactly(5.1f, -3.5f, 0.5f, 3, 4, 1);
        assertThat(flowers.name(1)).isEqualTo(file() + ": line 3");
    }

    @Test
    void labelColumnGoesByNameOrIndex() throws IOException {
        String text = "a,kind,b\n1,x,2\n";
        for (CsvOptions options : List.of(
                CsvOptions.DEFAULTS.label("kind"), CsvOptions.DEFAULTS.label(1), CsvOptions.DEFAULTS.label(-2))) {
            Dataset dataset = read(text, options);
            assertThat(dataset.classNames()).containsExactly("x");
            assertThat(dataset.all().inputs().value().floats()).containsExactly(1, 2);
        }
    }

    @Test
    void quotedFieldsMayHoldSeparatorsQuotesAndLineEnds() throws IOException {
        Dataset dataset = read("\"x\",\"the \"\"kind\"\",\r\nthat is\"\r\n\"1\",\"a,b\"\r\n2,\"\"\r\n");
        assertThat(dataset.classNames()).containsExactly("", "a,b");
        assertThat(dataset.all().labels()).isEqualTo(IntArray.of(1, 0));
        assertThat(dataset.name(0)).endsWith("line 3");
    }

    @Test
    void emptyLinesAndAByteOrderMarkAreSkipped() throws IOException {
        Dataset dataset = read("\ufeffx,y\n\n1,a\r\n\n2,b");
        assertThat(dataset.all().inputs().value().floats()).containsExactly(1, 2);
        assertThat(read("\ufeffx,y\n1,2", CsvOptions.DEFAULTS.label("x")).classNames())
                .containsExactly("1");
    }

    @Test
    void integersAsLabelsAreSortedByValue() throws IOException {
        CsvOptions bare = CsvOptions.DEFAULTS.header(false).label(0);
        assertThat(read("10,0\n9,0\n-1,0\n", bare).classNames()).containsExactly("-1", "9", "10");
        assertThat(read("10,0\n9,0\n-1,0\n", bare).all().labels()).isEqualTo(IntArray.of(2, 1, 0));
        assertThat(read("10,0\n9,0\nx,0\n", bare).classNames()).containsExactly("10", "9", "x");
    }

    @Test
    void givenClassNamesNumberTheLabels() throws IOException {
        CsvOptions options = CsvOptions.DEFAULTS.classNames(List.of("z", "a", "unseen"));
        Dataset dataset = read("x,y\n1,a\n2,z\n", options);
        assertThat(dataset.all().labels()).isEqualTo(IntArray.of(1, 0));
        assertThat(dataset.classNames()).containsExactly("z", "a", "unseen");
        assertThat(refused("x,y\n1,a\n2,b\n", options)).hasMessageContainingAll("line 3", "'y'", "'b'", "unseen");
    }

    @Test
    void samplesMayHaveAShape() throws IOException {
        CsvOptions options =
                CsvOptions.DEFAULTS.header(false).label(0).separator(';').shape(1, 2, 2);
        assertThat(read("7;1;2;3;4\n", options).all().inputs().shape()).isEqualTo(Shape.of(1, 1, 2, 2));
        assertThat(refused("7;1;2;3\n", options)).hasMessageContainingAll("[1, 2, 2]", "3 columns");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "NaN", "Infinity", "0x1p3", "1f", "1d", "1e99", "--1", "1,5", "é"})
    void fieldsThatAreNoFiniteNumbersAreNamedWithTheirPlace(String field) throws IOException {
        DataFormatException error = refused("a,b,y\n1,2,x\n3,\"" + field + "\",x\n");
        assertThat(error).hasMessageContainingAll(file().toString(), "line 3", "column 1 ('b')", "'" + field + "'");
        assertThat(error.offset()).isEqualTo(12);
    }

    @Test
    void rowsOfAnotherLengthAreNamed() throws IOException {
        assertThat(refused("a,b\n1,x\n1,2,x\n")).hasMessageContainingAll("line 3", "2 fields", "got 3");
        assertThat(refused("a,b\n1\n")).hasMessageContainingAll("line 2", "got 1");
    }

    @Test
    void badQuotesAreNamed() throws IOException {
        assertThat(refused("a,b\n1,\"x\n\n")).hasMessageContainingAll("line 2", "never ends");
        assertThat(refused("a,b\n1,x\"y\"\n")).hasMessageContainingAll("line 2", "byte 7");
        assertThat(refused("a,b\n1,\"x\"y\n")).hasMessageContainingAll("line 2", "separator");
        assertThat(refused("a,b\n1,x\ry\n")).hasMessageContainingAll("line 2", "line feed");
    }

    @Test
    void textThatIsNotUtf8IsNamed() throws IOException {
        Files.write(file(), "a,b\n1,xé\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> Csv.read(file()))
                .isInstanceOf(DataFormatException.class)
                .hasMessageContainingAll("UTF-8", "0xe9", "byte 7");
    }

    @Test
    void tablesWithoutDataOrLabelsAreRefused() throws IOException {
        assertThat(refused("")).hasMessageContaining("at least one row");
        assertThat(refused("a,b\n")).hasMessageContaining("at least one row");
        assertThat(refused("a\n1\n")).hasMessageContaining("at least one more column");
        assertThat(refused("a,b\n1,2\n", CsvOptions.DEFAULTS.label("c"))).hasMessageContainingAll("'c'", "[a, b]");
        assertThat(refused("a,a,b\n1,2,3\n", CsvOptions.DEFAULTS.label("a"))).hasMessageContaining("one column");
        assertThat(refused("a,b\n1,2\n", CsvOptions.DEFAULTS.label(2))).hasMessageContaining("column 2");
    }

    @Test
    void fieldsWithoutEndAreRefused() throws IOException {
        assertThat(refused("a,b\n" + "1".repeat(70_000) + ",x\n")).hasMessageContaining("65536 bytes");
    }

    @Test
    void rowsAcrossBuffersAreReadWhole() throws IOException {
        String row = IntStream.range(0, 5000).mapToObj(String::valueOf).collect(Collectors.joining(","));
        Dataset dataset = read(
                row + "\n" + row + "\n" + row + "\n" + row + "\n",
                CsvOptions.DEFAULTS.header(false).label(0));
        for (int i = 0; i < 4; i++) {
            assertThat(dataset.sample(i).input().at(4998)).isEqualTo(4999);
        }
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        for (Runnable wrong : List.<Runnable>of(
                () -> CsvOptions.DEFAULTS.separator('"'),
                () -> CsvOptions.DEFAULTS.separator('é'),
                () -> CsvOptions.DEFAULTS.label("y").header(false),
                () -> CsvOptions.DEFAULTS.classNames(List.of("a", "a")))) {
            assertThatThrownBy(wrong::run).isInstanceOf(ArgumentException.class).hasMessageContaining("expected");
        }
    }

    private Path file() {
        return directory.resolve("table.csv");
    }

    private Dataset read(String text) throws IOException {
        return read(text, CsvOptions.DEFAULTS);
    }

    private Dataset read(String text, CsvOptions options) throws IOException {
        return Csv.read(Files.writeString(file(), text), options);
    }

    private DataFormatException refused(String text) throws IOException {
        return refused(text, CsvOptions.DEFAULTS);
    }

    private DataFormatException refused(String text, CsvOptions options) throws IOException {
        Files.writeString(file(), text);
        return catchThrowableOfType(DataFormatException.class, () -> Csv.read(file(), options));
    }
}
