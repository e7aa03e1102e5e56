package dev.adjoint.suite.jqwik;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * A property that jqwik ran and that failed as intended.
 *
 * @param sample the shrunk sample, the value of the property's only parameter as the report shows it
 * @param cause why it failed
 */
record Falsified(String sample, Throwable cause) {
    private static final Pattern SAMPLE =
            Pattern.compile("^(?:Shrunk )?Sample[^\\n]*\\n-+\\n  \\w+:(.*?)\\n\\n", Pattern.DOTALL | Pattern.MULTILINE);

    /** Runs a property; empty if it passes. */
    static Optional<Falsified> run(Class<?> properties, String name) {
        Method property = Arrays.stream(properties.getDeclaredMethods())
                .filter(method -> method.getName().equals(name))
                .findFirst()
                .orElseThrow();
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectMethod(properties, property))
                .configurationParameter("jqwik.database", "tests/suite/target/jqwik-database-of-falsified")
                .configurationParameter("jqwik.failures.after.default", "RANDOM_SEED")
                .build();
        List<TestExecutionResult> results = new ArrayList<>();
        TestExecutionListener listener = new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                if (test.isTest()) {
                    results.add(result);
                }
            }
        };
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream before = System.out;
        try (PrintStream capture = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
            System.setOut(capture);
            LauncherFactory.create().execute(request, listener);
        } finally {
            System.setOut(before);
        }
        return results.get(0).getThrowable().map(cause -> of(printed.toString(StandardCharsets.UTF_8), cause));
    }

    private static Falsified of(String report, Throwable cause) {
        Matcher matcher = SAMPLE.matcher(report);
        if (!matcher.find()) {
            throw new AssertionError("no sample in the report:\n" + report, cause);
        }
        String sample = matcher.group(1).lines().map(String::strip).collect(Collectors.joining("\n"));
        return new Falsified(sample.strip(), cause);
    }
}
