package dev.adjoint.examples.cli;

import dev.adjoint.AdjointException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import picocli.CommandLine;

/** Tells what went wrong in one line. The stack trace is for {@code --verbose} and for errors that nobody foresaw. */
final class ErrorLine implements CommandLine.IExecutionExceptionHandler, CommandLine.IParameterExceptionHandler {
    @Override
    public int handleExecutionException(Exception error, CommandLine command, CommandLine.ParseResult parsed) {
        Throwable shown = error instanceof UncheckedIOException unchecked ? unchecked.getCause() : error;
        print(command, "adjoint: " + describe(shown));
        boolean verbose = command.getParseResult().hasMatchedOption("--verbose");
        if (verbose) {
            StringWriter trace = new StringWriter();
            error.printStackTrace(new PrintWriter(trace));
            command.getErr().println(Terminal.printable(trace.toString()));
        } else if (!(shown instanceof AdjointException) && !(shown instanceof IOException)) {
            command.getErr().println("This should not happen. Run the command with --verbose to see where it did.");
        }
        return command.getCommandSpec().exitCodeOnExecutionException();
    }

    @Override
    public int handleParseException(CommandLine.ParameterException error, String[] args) {
        CommandLine command = error.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        print(command, name + ": " + oneLine(error.getMessage()));
        PrintWriter err = command.getErr();
        CommandLine.UnmatchedArgumentException.printSuggestions(error, err);
        err.println("`" + name + " --help` lists what it takes.");
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    private static void print(CommandLine command, String line) {
        command.getErr().println(command.getColorScheme().errorText(Terminal.printable(line)));
    }

    private static String describe(Throwable error) {
        if (error instanceof FileSystemException file && file.getReason() == null) {
            return file.getMessage() + ": " + reason(file);
        }
        boolean own = error instanceof AdjointException || error instanceof IOException;
        return oneLine(own && error.getMessage() != null ? error.getMessage() : error.toString());
    }

    private static String oneLine(String message) {
        return message.replaceAll("\\R", " ");
    }

    /** What these exceptions do not say themselves: their message is a name alone. */
    private static String reason(FileSystemException error) {
        if (error instanceof NoSuchFileException) {
            return "no such file or directory";
        }
        if (error instanceof AccessDeniedException) {
            return "access denied";
        }
        if (error instanceof FileAlreadyExistsException) {
            return "it exists and is no directory";
        }
        return error instanceof NotDirectoryException
                ? "not a directory"
                : error.getClass().getSimpleName();
    }
}
