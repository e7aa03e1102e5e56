package dev.adjoint.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.NDArray;
import dev.adjoint.Shape;
import dev.adjoint.Tape;
import dev.adjoint.Tensor;
import dev.adjoint.explorer.Explorer;
import dev.adjoint.explorer.Page;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** What a lecturer does with the page: links to a step, keys, questions. */
class LessonTest extends BrowserTest {
    private String address;

    @BeforeEach
    void openPage() {
        browser.show(Browser.PROJECTOR);
        address = browser.open(Recordings.PAGE);
    }

    @Test
    void aLinkLeadsToAStep() {
        browser.visit(address + "#recording=edge-detector&view=input-gradient&step=2");
        assertThat(browser.text(".player output")).isEqualTo("cell 2 of 42");
        assertThat(browser.table("dx").subList(0, 4)).containsExactly(0.0, -0.4608, 0.4608, 0.0);
    }

    @Test
    void theAddressFollowsTheReader() {
        browser.go("recording=edge-detector&view=forward");
        browser.one("[data-key=output] [data-cell='9']").click();
        assertThat(browser.hash()).contains("view=forward").contains("cell=9");
        browser.press("4");
        assertThat(browser.hash()).contains("view=input-gradient").doesNotContain("cell=");
    }

    @Test
    void backLeadsToTheViewBefore() {
        browser.go("recording=edge-detector&view=forward");
        browser.press("5");
        browser.script("history.back()");
        browser.asyncScript("setTimeout(arguments[0], 200)");
        assertThat(browser.text("h1")).startsWith("Convolution, forward");
    }

    @Test
    void digitsAndBracketsGoFromViewToView() {
        browser.go("recording=edge-detector");
        browser.press("2");
        assertThat(browser.text("h1")).startsWith("Graph");
        browser.press("]");
        assertThat(browser.text("h1")).startsWith("Convolution, forward");
        browser.press("[");
        browser.press("[");
        assertThat(browser.text("h1")).startsWith("Tape");
    }

    @Test
    void keysStepThroughTheTapeForwardsAndBackwards() {
        browser.go("recording=edge-detector&view=tape");
        browser.press(Keys.HOME);
        assertThat(browser.text(".phase")).isEqualTo("Forwards: #0 image is given.");
        browser.press(".");
        browser.press(".");
        assertThat(browser.text(".phase")).isEqualTo("Forwards: #2 conv2d is computed from #0 image and #1 kernel.");
        browser.press(",");
        assertThat(browser.text(".phase")).startsWith("Forwards: #1 kernel");
        browser.press(Keys.END);
        assertThat(browser.text(".phase"))
                .isEqualTo("Backwards: #0 image has its whole gradient, passed on by #2 conv2d.");
    }

    @Test
    void spacePlaysAndPauses() {
        browser.go("recording=edge-detector&view=input-gradient&step=1");
        browser.press(" ");
        browser.asyncScript("setTimeout(arguments[0], 1000)");
        browser.press(" ");
        String paused = browser.text(".player output");
        assertThat(paused).isNotEqualTo("cell 1 of 42");
        browser.asyncScript("setTimeout(arguments[0], 800)");
        assertThat(browser.text(".player output")).isEqualTo(paused);
    }

    @Test
    void arrowsWalkFromCellToCellAndSayWhatIsThere() {
        browser.go("recording=edge-detector&view=forward&cell=0");
        browser.script("document.querySelector('[data-key=output]').focus()");
        browser.press(Keys.ARROW_RIGHT);
        assertThat(browser.text("#tooltip")).isEqualTo("y[0, 1] = 0.36");
        assertThat(browser.text(".panel h2")).isEqualTo("y[0, 1]");
        browser.press(Keys.ARROW_DOWN);
        browser.press(Keys.ENTER);
        assertThat(browser.hash()).contains("cell=8");
        assertThat(browser.text(".panel .sum")).isEqualTo("0.36·1 + (−0.36)·0 = 0.36");
    }

    @Test
    void everyControlIsReachedByTab() {
        browser.go("recording=edge-detector&view=forward");
        browser.script("document.activeElement.blur()");
        List<String> reached = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            browser.pressTab();
            reached.add((String) browser.script("return document.activeElement.dataset.key ?? ''"));
        }
        assertThat(reached)
                .contains("choice Recording", "toggle Predict", "view tape", "view path", "input", "kernel", "output");
    }

    @Test
    void hoveringAnOutputCellMarksItsPatchAndSumsItsProducts() {
        browser.go("recording=edge-detector&view=forward");
        browser.hoverCell("output", 12);
        assertThat(browser.text(".panel h2")).isEqualTo("y[1, 5]");
        assertThat(browser.text(".panel .sum")).isEqualTo("0.36·0 + (−0.36)·1 = −0.36");
        assertThat(browser.all("[data-key=input] .mark.patch rect")).hasSize(2);
    }

    @Test
    void scatterAndGatherFillTheSamePicture() {
        browser.go("recording=strided-convolution&view=input-gradient");
        List<Double> scattered = browser.table("dx");
        browser.go("recording=strided-convolution&view=input-gradient&way=gather");
        assertThat(browser.table("dx")).isEqualTo(scattered).anyMatch(number -> number != 0);
    }

    @Test
    void cellsThatNoWindowTouchesAreMarkedAndHaveGradientZero() {
        browser.go("recording=strided-convolution&view=left-over");
        assertThat(browser.one("[data-untouched]").getDomAttribute("data-untouched"))
                .isEqualTo("8");
        assertThat(browser.all("[data-key=gradient] .cell.untouched")).hasSize(8);
        assertThat(browser.text(".badge")).isEqualTo("✓ the recorded gradient of each is exactly 0");
    }

    @Test
    void aGuessIsChecked() {
        browser.go("recording=edge-detector&view=filter-gradient&predict=1&cell=1");
        assertThat(browser.text("[data-key=dw]")).contains("?");
        answer("-7.68");
        assertThat(browser.text(".verdict")).isEqualTo("The size is right, the sign is not.");
        answer("7.68");
        assertThat(browser.text(".verdict")).isEqualTo("Right: it is 7.68.");
    }

    private void answer(String number) {
        browser.script("arguments[0].value = ''", browser.one(".question input"));
        browser.one(".question input").sendKeys(number, Keys.ENTER);
    }

    @Test
    void everyPathAddsUpToTheGradient() {
        browser.go("recording=edge-detector&view=path&leaf=1&cell=0");
        assertThat(browser.text(".phase"))
                .isEqualTo("kernel[0, 0, 0, 0]: 12 paths to the loss on which no derivative is 0");
        assertThat(browser.all(".paths li")).hasSize(12);
        assertThat(browser.text(".panel.wide:last-child"))
                .contains("Sum: −7.68")
                .contains("recorded: −7.68");
        for (int step = 0; step < 5; step++) {
            browser.script("[...document.querySelectorAll('.steps tbody tr')]"
                    + ".find(row => row.lastChild.textContent !== '0').querySelector('.go').click()");
        }
        assertThat(browser.text(".panel.wide")).contains("The loss is reached");
    }

    @Test
    void aLearningRateAboveAThirtiethMovesAway() {
        browser.go("recording=edge-detector&view=film&rate=0.033");
        assertThat(browser.text(".panel")).contains("closer each time").contains("1/30 = 0.03333");
        browser.go("recording=edge-detector&view=film&rate=0.034");
        assertThat(browser.text(".panel")).contains("grows without end");
    }

    @Test
    void kinksAreMarked() {
        Tensor x = new Tensor(NDArray.of(Shape.of(3), -1.0, 0.0, 2.0));
        try (Tape tape = Tape.record()) {
            x.relu().sum();
            browser.open(new Page(List.of(Explorer.of(tape).name(x, "x").recording())));
        }
        browser.go("view=check");
        assertThat(browser.all("tr.kink")).hasSize(1);
        assertThat(browser.text("tr.kink")).contains("[1]").contains("kink: 0 | 1");
    }

    @Test
    void aTapeOfAThousandEntriesOpens() {
        try (Tape tape = Tape.record()) {
            Tensor h = Tensor.of(new double[] {1, 2, 3, 4}, 2, 2);
            for (int i = 0; i < 998; i++) {
                h = h.mul(1.001);
            }
            h.sum();
            browser.open(new Page(List.of(Explorer.of(tape).recording())));
        }
        assertThat(browser.all(".tape tbody tr")).hasSizeGreaterThanOrEqualTo(1000);
        browser.go("view=graph&entry=500");
        assertThat(browser.all(".node")).hasSize(80);
        assertThat(browser.text("#content")).contains("Drawn: the 80 entries around #500");
        assertThat(browser.errors()).isEmpty();
    }
}
