package dev.adjoint.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.ConvOptions;
import dev.adjoint.DType;
import dev.adjoint.NDArray;
import dev.adjoint.Parameter;
import dev.adjoint.Shape;
import dev.adjoint.Tape;
import dev.adjoint.Tensor;
import dev.adjoint.explorer.Explorer;
import dev.adjoint.explorer.Limits;
import dev.adjoint.explorer.Page;
import dev.adjoint.explorer.Recording;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The numbers on the page equal the tape's to the last digit. If they did not, the page would say so. */
class NumbersTest extends BrowserTest {
    private final SplittableRandom random = new SplittableRandom(5);
    private List<Tensor> gradients;
    private Tensor x;
    private Parameter weight;
    private Tensor y;

    private Recording record(DType dtype, String name, Function<Explorer, Explorer> more) {
        x = new Tensor(NDArray.normal(dtype, Shape.of(1, 1, 6, 5), 0, 1, random));
        weight = new Parameter(name, NDArray.normal(dtype, Shape.of(1, 1, 3, 2), 0, 1, random));
        try (Tape tape = Tape.record()) {
            y = x.conv(weight, ConvOptions.DEFAULTS.stride(2).padding(1));
            Tensor loss = y.tanh().square().sum();
            Recording recording =
                    more.apply(Explorer.of(tape).title("Numbers").name(x, "x")).recording();
            gradients = tape.gradients(loss, x, weight, y);
            return recording;
        }
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void ofEachPictureAreTheTapes(DType dtype) {
        browser.open(new Page(List.of(record(dtype, "kernel", e -> e))));
        browser.go("view=forward");
        assertThat(browser.table("output")).isEqualTo(numbers(y.value()));
        assertThat(browser.table("kernel")).isEqualTo(numbers(weight.value()));
        browser.go("view=input-gradient");
        assertThat(browser.table("dy")).isEqualTo(numbers(gradients.get(2).value()));
        browser.go("view=filter-gradient");
        assertThat(browser.table("dw")).isEqualTo(numbers(gradients.get(1).value()));
        browser.go("view=tape&entry=0");
        assertThat(browser.table("value")).isEqualTo(numbers(x.value()));
        assertThat(browser.table("gradient")).isEqualTo(numbers(gradients.get(0).value()));
        assertThat(browser.errors()).isEmpty();
    }

    private static List<Double> numbers(NDArray array) {
        return array.dtype() == DType.FLOAT64
                ? Arrays.stream(array.doubles()).boxed().toList()
                : IntStream.range(0, array.size())
                        .mapToObj(i -> Double.valueOf(Float.toString(array.floats()[i])))
                        .toList();
    }

    @Test
    void thatDifferFromWhatThePageComputesAreShown() {
        String html = new Page(List.of(record(DType.FLOAT64, "kernel", e -> e))).html();
        String damaged = html.replaceFirst("(\"name\":\"conv2d\".*?\"data\":\\[)[^,]+", "$1123.0");
        browser.open(damaged);
        browser.go("view=forward");
        assertThat(browser.mismatches()).isNotEqualTo("0");
        assertThat(browser.text("[data-equal=false]")).contains("differs from the tape");
        assertThat(browser.errors()).anyMatch(error -> error.contains("the tape recorded 123"));
    }

    @Test
    void areThereWhateverALayerIsCalled() {
        String name = "</script><script>document.title='harm'</script><!-- \u2028 & \" '";
        browser.open(new Page(List.of(record(DType.FLOAT64, name, e -> e.title(name)))));
        assertThat(browser.text(".tape tr.parameter .name"))
                .isEqualTo(name.replace("\u2028", " ").replaceAll("\\s+", " "));
        assertThat((String) browser.script("return document.title")).startsWith("Tape ·");
        for (String view : List.of("graph", "forward", "path", "check")) {
            browser.go("view=" + view);
            assertThat(browser.text("h1")).contains("</script>");
        }
        assertThat(browser.errors()).isEmpty();
    }

    @Test
    void thatWereLeftOutAreNamed() {
        browser.open(new Page(List.of(record(DType.FLOAT64, "kernel", e -> e.limits(Limits.DEFAULTS.elements(20))))));
        browser.go("view=tape&entry=0");
        assertThat(browser.text("#content")).contains("Shown: the first 4 of 6 along axis 2");
        browser.go("view=forward");
        assertThat(browser.text(".missing")).contains("too big for the page");
        assertThat(browser.errors()).isEmpty();
    }
}
