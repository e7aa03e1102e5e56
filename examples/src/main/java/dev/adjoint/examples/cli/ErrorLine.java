package dev.adjoint.examples.cli;

import dev.adjoint.AdjointException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import picocli.CommandLine;

/** Tells what went wrong in one line. The stack trace is for {@code --verbose} and for errors that nobody foresaw. */
final class ErrorLine implements CommandLine.IExecutionExceptionHandler {
    @Override
    public int handleExecutionException(Exception error, CommandLine command, CommandLine.ParseResult parsed) {
        Throwable shown = error instanceof UncheckedIOException unchecked ? unchecked.getCause() : error;
        command.getErr().println(command.getColorScheme().errorText("adjoint: " + describe(shown)));
        boolean verbose = command.getParseResult().hasMatchedOption("--verbose");
        if (verbose) {
            error.printStackTrace(command.getErr());
        } else if (!(shown instanceof AdjointException) && !(shown instanceof IOException)) {
            command.getErr().println("This should not happen. Run the command with --verbose to see where it did.");
        }
        return command.getCommandSpec().exitCodeOnExecutionException();
    }

    /** The exceptions of the JDK's files have nothing but a name as their message. */
    private static String describe(Throwable error) {
        String what = "";
        if (error instanceof FileSystemException file && file.getReason() == null) {
            what = error instanceof NoSuchFileException
                    ? ": no such file or directory"
                    : error instanceof AccessDeniedException
                            ? ": access denied"
                            : error instanceof FileAlreadyExistsException
                                    ? ": it exists and is no directory"
                                    : error instanceof NotDirectoryException
                                            ? ": not a directory"
                                            : ": " + error.getClass().getSimpleName();
        }
        boolean own = error instanceof AdjointException || error instanceof IOException;
        String message = own && error.getMessage() != null ? error.getMessage() : error.toString();
        return message.replace(System.lineSeparator(), " ") + what;
    }
}
