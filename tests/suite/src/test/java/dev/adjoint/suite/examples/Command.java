package dev.adjoint.suite.examples;

import dev.adjoint.examples.cli.Adjoint;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * A command of the command line that ran in this virtual machine.
 *
 * @param exit its exit code
 * @param out what it printed on standard output
 * @param err what it printed on standard error
 */
record Command(int exit, String out, String err) {
    static Command run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Command command = run(new PrintStream(out, true, StandardCharsets.UTF_8), arguments);
        return new Command(command.exit(), out.toString(StandardCharsets.UTF_8), command.err());
    }

    /** Runs a command whose standard output goes somewhere else. */
    static Command run(PrintStream out, String... arguments) {
        PrintStream usualOut = System.out;
        PrintStream usualErr = System.err;
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        try {
            System.setOut(out);
            System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
            int exit = Adjoint.run(arguments);
            return new Command(exit, "", err.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(usualOut);
            System.setErr(usualErr);
        }
    }
}
