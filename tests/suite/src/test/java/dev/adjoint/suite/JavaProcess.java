package dev.adjoint.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A program that ran in a JVM of its own, on the class path of the tests.
 *
 * @param exitCode 0 if it went well
 * @param output what it printed, errors as well
 */
public record JavaProcess(int exitCode, String output) {
    private static final int LIMIT_MINUTES = 15;

    /** Runs the main method of a class to its end. A process that hangs is ended and is an error. */
    public static JavaProcess run(List<String> flags, Class<?> main, String... arguments)
            throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(flags);
        all.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        all.addAll(List.of(arguments));
        return run("java", all);
    }

    /** Runs a tool of the JDK to its end, with its whole command line. */
    public static JavaProcess run(String tool, List<String> arguments) throws IOException, InterruptedException {
        return run(Path.of(System.getProperty("java.home"), "bin", tool), arguments);
    }

    /** Runs a program to its end. */
    public static JavaProcess run(Path program, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(arguments);
        Path output = Files.createTempFile("process", ".out");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            boolean ended = process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES);
            process.destroyForcibly().waitFor();
            String printed = Files.readString(output);
            if (!ended) {
                throw new AssertionError(command + " still ran after " + LIMIT_MINUTES + " minutes\n" + printed);
            }
            return new JavaProcess(process.exitValue(), printed);
        } finally {
            Files.delete(output);
        }
    }
}
