package dev.adjoint.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.explorer.Page;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * The installed Chromium without a window. Where there is none, tests are skipped; with the environment variable
 * {@code ADJOINT_DEMAND_BROWSER} they fail instead.
 */
final class Browser implements AutoCloseable {
    static final Dimension PROJECTOR = new Dimension(1280, 720);
    static final Dimension PHONE = new Dimension(390, 844);

    /** Warns that it does not know this version of Chromium's protocol. Only the stable part of it is used here. */
    private static final Logger CHATTER = Logger.getLogger("org.openqa.selenium");

    private final ChromeDriver driver;
    private final Path directory;
    private Dimension size;
    private int pages;

    private Browser(ChromeDriver driver, Path directory) {
        this.driver = driver;
        this.directory = directory;
    }

    /** Starts the browser; its pages are written into the directory. */
    static Browser start(Path directory) {
        Optional<Path> chromium = onPath("chromium", "chromium-browser", "google-chrome");
        Optional<Path> chromedriver = onPath("chromedriver");
        if (chromium.isEmpty() || chromedriver.isEmpty()) {
            String lack = "no chromium with chromedriver on the PATH; on Debian: apt-get install chromium-driver";
            if (System.getenv("ADJOINT_DEMAND_BROWSER") != null) {
                Assertions.fail(lack);
            }
            System.out.println("skipped: " + lack);
            Assumptions.abort(lack);
        }
        CHATTER.setLevel(Level.SEVERE);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.orElseThrow().toFile());
        options.addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--hide-scrollbars");
        // A test steps faster than any reader: without it, Chromium ignores what follows 200 links in ten seconds.
        options.addArguments("--disable-ipc-flooding-protection");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(chromedriver.orElseThrow().toFile())
                .build();
        ChromeDriver driver = new ChromeDriver(service, options);
        driver.manage().timeouts().scriptTimeout(Duration.ofSeconds(60));
        Browser browser = new Browser(driver, directory);
        browser.show(PROJECTOR);
        return browser;
    }

    private static Optional<Path> onPath(String... names) {
        return Stream.of(names)
                .flatMap(name -> Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Makes the page as large as a screen, and waits until it has been drawn again. */
    void show(Dimension newSize) {
        if (newSize.equals(size)) {
            return;
        }
        size = newSize;
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", size.width, "height", size.height, "deviceScaleFactor", 1, "mobile", false));
        driver.executeAsyncScript("setTimeout(arguments[arguments.length - 1], 400)");
    }

    /** Writes a page and opens it. */
    String open(Page page) {
        return open(page.html());
    }

    /** Writes a page and opens it. */
    String open(String html) {
        try {
            Path file = directory.resolve("page" + pages++ + ".html");
            Files.writeString(file, html);
            String address = file.toUri().toString();
            visit(address);
            return address;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Opens an address as if a link had been followed from elsewhere, and waits until the page is loaded. */
    void visit(String address) {
        driver.get("about:blank");
        driver.get(address);
        assertThat(driver.executeScript("return document.documentElement.dataset.ready"))
                .as("the page's script ran; console: %s", errors())
                .isEqualTo("true");
    }

    /** Goes to a place on the page that is open. */
    void go(String hash) {
        driver.executeScript("location.hash = arguments[0]", hash);
        // The event of a change of the hash comes after the change.
        driver.executeAsyncScript("setTimeout(arguments[arguments.length - 1], 0)");
    }

    String hash() {
        return (String) driver.executeScript("return location.hash");
    }

    Object script(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    Object asyncScript(String script, Object... arguments) {
        return driver.executeAsyncScript(script, arguments);
    }

    List<WebElement> all(String selector) {
        return driver.findElements(By.cssSelector(selector));
    }

    WebElement one(String selector) {
        List<WebElement> found = all(selector);
        assertThat(found).as(selector).isNotEmpty();
        return found.get(0);
    }

    String text(String selector) {
        return one(selector).getText();
    }

    /** Moves the pointer over an element. */
    void hover(WebElement element) {
        script("arguments[0].scrollIntoView({ block: 'center', inline: 'center' })", element);
        new Actions(driver).moveToElement(element).perform();
    }

    /** Moves the pointer over a cell of the grid with a key. */
    void hoverCell(String key, int cell) {
        hover(one("[data-key='" + key + "'] [data-cell='" + cell + "']"));
    }

    void press(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    void pressTab() {
        press(Keys.TAB);
    }

    /** The numbers of a grid, read from its table as text. */
    List<Double> table(String key) {
        WebElement box = one(".grid-box:has([data-key='" + key + "'])");
        script("arguments[0].querySelector('details').open = true", box);
        driver.executeAsyncScript("setTimeout(arguments[arguments.length - 1], 50)");
        List<Double> numbers = new ArrayList<>();
        for (Object text : (List<?>) script(
                "return [...arguments[0].querySelectorAll('.numbers td')].slice(1).map(d => d.textContent)", box)) {
            numbers.add(Double.valueOf(text.toString().replace("−", "-")));
        }
        return numbers;
    }

    /** The errors on the console since the last call. */
    List<String> errors() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    /** How many recomputed numbers differ from the recorded ones. */
    String mismatches() {
        return (String) script("return document.documentElement.dataset.mismatches ?? '0'");
    }

    @Override
    public void close() {
        driver.quit();
    }
}
