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

/** Says in one line what went wrong. A stack trace appears with {@code --verbose} and for unforeseen errors. */
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

    private static String describe(Throwable error) {
        if (error instanceof FileSystemException file && file.getReason() == null) {
            return file.getMessage() + ": " + reason(file);
        }
        boolean own = error instanceof AdjointException || error instanceof IOException;
        String message = own && error.getMessage() != null ? error.getMessage() : error.toString();
        return message.replaceAll("\\R", " ");
    }

    /** The reason that these exceptions do not give. Their message is only a name. */
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
