package dev.adjoint.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FloatTwinsTest {
    private static final FileTime LONG_AGO = FileTime.fromMillis(0);

    @TempDir
    Path directory;

    @Test
    void doubleBecomesFloat() {
        assertThat(FloatTwins.twin("static double half(double[] x) { return (double) 0.5 * x[0]; }"))
                .isEqualTo("static float half(float[] x) { return (float) 0.5 * x[0]; }");
    }

    @Test
    void whatIsWideStaysDouble() {
        assertThat(FloatTwins.twin("@Wide double sum(double[] x, @Wide double[][] y, @Wide\n        double z)"))
                .isEqualTo("@Wide double sum(float[] x, @Wide double[][] y, @Wide\n        double z)");
    }

    @Test
    void namesOfKernelsTypesAndMethodsFollow() {
        assertThat(FloatTwins.twin("{@link SumF64#of} case FLOAT64 -> DoubleVector<Double> a.doubles() + b.f64();"))
                .isEqualTo("{@link SumF32#of} case FLOAT32 -> FloatVector<Float> a.floats() + b.f32();");
    }

    @Test
    void wordsThatOnlyContainOneOfTheseStay() {
        String text = "doubled toDoubles F64Buffer DoubleBuffer mdouble _f64";
        assertThat(FloatTwins.twin(text)).isEqualTo(text);
    }

    @Test
    void dollarsAndBackslashesStay() {
        assertThat(FloatTwins.twin("\"$1\\n\" + double")).isEqualTo("\"$1\\n\" + float");
    }

    @Test
    void twinsStandBelowTheTargetAsTheirKernelsDoBelowTheSource() throws IOException {
        write("a/one/SumF64.java", "class SumF64 { double sum; } // é");
        write("a/one/Plain.java", "class Plain { double sum; }");
        write("b/two/DotF64.java", "class DotF64 {}");
        run();
        assertThat(directory.resolve("twins/one/SumF32.java")).hasContent("class SumF32 { float sum; } // é");
        assertThat(directory.resolve("twins/two/DotF32.java")).hasContent("class DotF32 {}");
        assertThat(directory.resolve("twins/one/Plain.java")).doesNotExist();
    }

    @Test
    void onlyTwinsThatChangedAreWritten() throws IOException {
        write("a/SumF64.java", "double sum;");
        write("a/DotF64.java", "double dot;");
        run();
        Path sum = directory.resolve("twins/SumF32.java");
        Path dot = directory.resolve("twins/DotF32.java");
        Files.setLastModifiedTime(sum, LONG_AGO);
        Files.setLastModifiedTime(dot, LONG_AGO);
        write("a/DotF64.java", "double dots;");
        run();
        assertThat(Files.getLastModifiedTime(sum)).isEqualTo(LONG_AGO);
        assertThat(Files.getLastModifiedTime(dot)).isNotEqualTo(LONG_AGO);
        assertThat(dot).hasContent("float dots;");
    }

    @Test
    void theTwinOfAKernelThatIsGoneGoesToo() throws IOException {
        write("a/SumF64.java", "double sum;");
        run();
        Files.delete(directory.resolve("a/SumF64.java"));
        run();
        assertThat(directory.resolve("twins/SumF32.java")).doesNotExist();
    }

    @Test
    void aMissingSourceDirectoryIsAnError() {
        String missing = directory.resolve("missing").toString();
        assertThatThrownBy(() -> FloatTwins.main(new String[] {directory.toString(), missing}))
                .isInstanceOf(NoSuchFileException.class);
    }

    private void write(String place, String text) throws IOException {
        Path file = directory.resolve(place);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void run() throws IOException {
        Files.createDirectories(directory.resolve("a"));
        Files.createDirectories(directory.resolve("b"));
        FloatTwins.main(new String[] {
            directory.resolve("twins").toString(),
            directory.resolve("a").toString(),
            directory.resolve("b").toString()
        });
    }
}
