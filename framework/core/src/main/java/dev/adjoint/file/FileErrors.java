package dev.adjoint.file;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** The meaning of file-system errors. The message of some of Java's exceptions is only a path. */
public final class FileErrors {
    private FileErrors() {}

    public static String reason(IOException error) {
        if (!(error instanceof FileSystemException system)) {
            return error.getMessage() == null ? error.getClass().getSimpleName() : error.getMessage();
        }
        if (error instanceof NoSuchFileException) {
            return "there is no " + system.getFile();
        }
        if (error instanceof AccessDeniedException) {
            return "no permission for " + system.getFile();
        }
        if (error instanceof FileAlreadyExistsException || error instanceof NotDirectoryException) {
            return system.getFile() + " is a file";
        }
        return system.getReason() == null ? system.getMessage() : system.getReason();
    }
}
