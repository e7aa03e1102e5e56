package dev.adjoint.examples.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.adjoint.Engine;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A command that reports: as text while it works, or as one JSON object at its end. */
@Command(sortOptions = false, optionListHeading = "%nOptions:%n", parameterListHeading = "%nArguments:%n")
abstract class Reporting implements Callable<Integer> {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            order = 99,
            description = "Show this help message and exit.")
    private boolean help;

    @Option(names = "--json", order = 100, description = "Print one JSON object on standard output, and nothing else.")
    private boolean json;

    @Option(names = "--verbose", order = 101, description = "Print the stack trace of an error.")
    private boolean verbose;

    @Option(
            names = "--threads",
            order = 102,
            paramLabel = "N",
            description = "How many threads compute; by default one for each processor."
                    + " The number never changes a result.")
    private Integer threads;

    private final Map<String, Object> result = new LinkedHashMap<>();

    /** Does the work. */
    abstract void run() throws Exception;

    @Override
    public final Integer call() throws Exception {
        if (threads != null) {
            Engine.useThreads(threads);
        }
        run();
        if (json) {
            System.out.println(Terminal.printable(toJson()));
        }
        return 0;
    }

    private String toJson() throws JsonProcessingException {
        return new ObjectMapper().writeValueAsString(result);
    }

    /** Adds an entry to the JSON object. */
    final void put(String name, Object value) {
        result.put(name, value);
    }

    /** Prints text, unless JSON is wanted. */
    final void print(String format, Object... arguments) {
        if (!json) {
            System.out.println(Terminal.printable(String.format(Locale.ROOT, format, arguments)));
        }
    }

    /** The stream for progress, which must not get into the JSON object. */
    final PrintStream progress() {
        return json ? System.err : System.out;
    }
}
