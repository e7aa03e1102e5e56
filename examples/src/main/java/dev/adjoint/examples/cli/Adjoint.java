package dev.adjoint.examples.cli;

import picocli.AutoComplete;
import picocli.CommandLine;

/** The command line. {@code adjoint help} lists the commands. */
@CommandLine.Command(
        name = "adjoint",
        mixinStandardHelpOptions = true,
        version = "adjoint 0.1.0",
        description = "Trains small convolutional networks in pure Java, and uses them.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Exit codes: 0 for success, 1 for a file, a setting or data that will not do, 2 for wrong usage.",
            "",
            "Example:",
            "  adjoint train --data fashion-mnist --model small --epochs 5 --out fashion.safetensors",
            "  adjoint evaluate fashion.safetensors --data fashion-mnist"
        },
        subcommands = {
            TrainCommand.class,
            EvaluateCommand.class,
            PredictCommand.class,
            SummaryCommand.class,
            GradCheckCommand.class,
            ExplainCommand.class,
            InspectCommand.class,
            BenchmarkCommand.class,
            AutoComplete.GenerateCompletion.class,
            CommandLine.HelpCommand.class
        })
public final class Adjoint {
    private Adjoint() {}

    /**
     * Runs a command and ends the machine with its exit code.
     *
     * @param args the command and its options
     */
    public static void main(String[] args) {
        System.exit(run(args));
    }

    /**
     * Runs a command.
     *
     * @param args the command and its options
     * @return its exit code, which is not 0 either if standard output did not take everything
     */
    public static int run(String... args) {
        int exit = commandLine().execute(args);
        if (System.out.checkError() && exit == 0) {
            System.err.println("adjoint: standard output: not everything could be written");
            return 1;
        }
        return exit;
    }

    /** The parser, which turns errors into one line and an exit code. */
    private static CommandLine commandLine() {
        ErrorLine errors = new ErrorLine();
        return new CommandLine(new Adjoint())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler(errors)
                .setExecutionExceptionHandler(errors);
    }
}
