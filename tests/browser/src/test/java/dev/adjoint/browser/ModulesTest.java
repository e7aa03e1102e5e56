package dev.adjoint.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The modules of the page's script, each by itself. A file of tests exports functions, whose names are sentences. A
 * function that throws has failed.
 */
class ModulesTest extends BrowserTest {
    private static final List<String> FILES =
            List.of("state", "arithmetic", "convolution", "descent", "tensor", "format", "prediction");

    @TestFactory
    Stream<DynamicContainer> modules() {
        browser.open(Recordings.PAGE);
        return FILES.stream().map(file -> DynamicContainer.dynamicContainer(file, tests(file)));
    }

    private Stream<DynamicTest> tests(String file) {
        String module = "data:text/javascript;charset=utf-8,"
                + URLEncoder.encode(read("expect.js") + read(file + ".test.js"), StandardCharsets.UTF_8)
                        .replace("+", "%20");
        Object names = browser.asyncScript(
                "const done = arguments[1]; import(arguments[0]).then(m => done(Object.keys(m)), e => done([String(e)]))",
                module);
        assertThat((List<?>) names).isNotEmpty();
        return ((List<?>) names)
                .stream()
                        .map(name -> DynamicTest.dynamicTest(
                                name.toString(),
                                () -> assertThat(browser.asyncScript("""
                                                const [module, name, done] = arguments;
                                                import(module).then(m => m[name]()).then(() => done("passed"), e => done(e.stack));
                                                """, module, name))
                                        .isEqualTo("passed")));
    }

    private static String read(String name) {
        try (InputStream in = ModulesTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(name, e);
        }
    }
}
