package dev.adjoint.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.openqa.selenium.Dimension;

/** Each view of each kind of tape is opened, hovered and stepped, at both sizes and in both themes. */
@Tag("slow")
class EveryViewTest extends BrowserTest {
    private static final List<String> RECORDINGS = List.of("edge-detector", "strided-convolution", "network");
    private static final List<String> VIEWS = List.of(
            "tape",
            "graph",
            "forward",
            "input-gradient",
            "input-gradient&way=gather",
            "filter-gradient",
            "left-over",
            "matrices",
            "matrices&way=transpose",
            "matrices&way=patches",
            "path",
            "check",
            "film",
            "gates");

    @BeforeAll
    void openPage() {
        browser.open(Recordings.PAGE);
    }

    static Stream<Arguments> views() {
        return Stream.of(Browser.PROJECTOR, Browser.PHONE)
                .flatMap(size -> RECORDINGS.stream()
                        .flatMap(recording -> VIEWS.stream().map(view -> Arguments.of(size, recording, view))));
    }

    @ParameterizedTest
    @MethodSource("views")
    void isDrawnHoveredAndSteppedWithoutAnErrorOrAMismatch(Dimension size, String recording, String view) {
        browser.show(size);
        for (String theme : List.of("light", "dark")) {
            browser.go("recording=" + recording + "&theme=" + theme + "&view=" + view);
            touchEverything();

            assertThat(browser.errors()).as("console").isEmpty();
            assertThat(browser.mismatches()).isEqualTo("0");
            assertThat(browser.all("[data-equal=false]")).isEmpty();
            assertThat(browser.script("return document.documentElement.dataset.theme"))
                    .isEqualTo(theme);
            assertThat((Long) browser.script("return document.documentElement.scrollWidth"))
                    .as("width of the page on a screen of %s", size)
                    .isLessThanOrEqualTo(size.width);
        }
    }

    /** Moves over the first and last cell of each picture, steps there and back, and opens each table. */
    private void touchEverything() {
        Object pictures = browser.script("""
                const pictures = document.querySelectorAll('#content svg.grid, #content svg.matrix, #content svg.graph, #content svg.chart');
                for (const picture of pictures) {
                  const box = picture.getBoundingClientRect();
                  for (const part of [0.01, 0.99]) {
                    picture.dispatchEvent(new PointerEvent('pointermove', {
                      bubbles: true, clientX: box.left + part * box.width, clientY: box.top + part * box.height }));
                  }
                  picture.dispatchEvent(new PointerEvent('pointerleave'));
                }
                for (const action of ['first', 'on', 'on', 'back', 'last']) {
                  document.querySelector(`.player [data-action=${action}]`)?.click();
                }
                document.querySelectorAll('#content details').forEach(details => { details.open = true; });
                return pictures.length + document.querySelectorAll('#content .missing').length;
                """);
        assertThat((Long) pictures)
                .as("pictures, or the reason why there are none")
                .isPositive();
    }
}
