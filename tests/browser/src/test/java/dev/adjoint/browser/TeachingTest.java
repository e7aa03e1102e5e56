package dev.adjoint.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.examples.DigitImages;
import dev.adjoint.examples.Digits;
import dev.adjoint.examples.Explanations;
import dev.adjoint.explorer.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The lesson: each link leads to its place on the page, and the code text after it appears there. */
class TeachingTest extends BrowserTest {
    private static final Path LESSON = Path.of("..", "..", "docs", "teaching.md");
    private static final Pattern LINK = Pattern.compile("\\]\\(\\.\\./target/explorer\\.html(#[^)]+)\\)");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    private record Place(String hash, List<String> texts) {}

    @BeforeAll
    void openPage() {
        DigitImages images = DigitImages.load();
        Digits digits = new Digits(1);
        digits.train(images, 1);
        browser.open(new Page(List.of(
                Explanations.edgeDetector(), Explanations.stridedConvolution(), digits.explain(images.test()))));
    }

    static Stream<Place> places() throws IOException {
        String lesson = Files.readString(LESSON);
        Matcher link = LINK.matcher(lesson);
        List<Place> places = new ArrayList<>();
        while (link.find()) {
            String rest = lesson.substring(link.end());
            String item = rest.split("\\n\\n|\\n- ", 2)[0];
            places.add(new Place(
                    link.group(1),
                    CODE.matcher(item).results().map(code -> code.group(1)).toList()));
        }
        return places.stream();
    }

    @Test
    void hasTenStepsWithLinks() throws IOException {
        List<String> steps = Files.readAllLines(LESSON).stream()
                .filter(line -> line.matches("## \\d+\\. .*"))
                .toList();
        assertThat(steps).hasSize(10);
        assertThat(places())
                .hasSizeGreaterThan(20)
                .allSatisfy(place -> assertThat(place.texts()).isNotEmpty());
    }

    @ParameterizedTest
    @MethodSource("places")
    void saysWhatIsOnThePage(Place place) {
        browser.go(place.hash());
        String words = (String) browser.script("return document.getElementById('content').textContent");
        assertThat(words.replaceAll("\\s+", " ")).contains(place.texts());
        assertThat(browser.errors()).isEmpty();
        assertThat(browser.mismatches()).isEqualTo("0");
    }
}
