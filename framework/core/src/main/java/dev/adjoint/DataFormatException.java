package dev.adjoint;

/** A file that is damaged, truncated or not of the expected format. The message names it and the place. */
public final class DataFormatException extends AdjointException {
    private static final long serialVersionUID = 1L;

    /** The file or resource. */
    private final String source;

    /** Bytes from the start of its uncompressed content. */
    private final long offset;

    /**
     * Creates an error.
     *
     * @param source the file or resource
     * @param offset where in its uncompressed content the trouble was found, in bytes
     * @param message what was expected and what came
     */
    public DataFormatException(String source, long offset, String message) {
        this(source, offset, message, null);
    }

    /**
     * Creates an error with a cause.
     *
     * @param source the file or resource
     * @param offset where in its uncompressed content the trouble was found, in bytes
     * @param message what was expected and what came
     * @param cause the error underneath
     */
    public DataFormatException(String source, long offset, String message, Throwable cause) {
        this(source, offset, "byte " + offset, message, cause);
    }

    private DataFormatException(String source, long offset, String place, String message, Throwable cause) {
        super(source + ": at " + place + ": " + message, cause);
        this.source = source;
        this.offset = offset;
    }

    /**
     * An error in a file of text.
     *
     * @param source the file or resource
     * @param offset where in its uncompressed content the trouble was found, in bytes
     * @param line the line that it is in, from 1
     * @param message what was expected and what came
     * @return the error
     */
    public static DataFormatException inLine(String source, long offset, long line, String message) {
        return new DataFormatException(source, offset, "line " + line + " (byte " + offset + ")", message, null);
    }

    /**
     * The file or resource.
     *
     * @return its name as it was given
     */
    public String source() {
        return source;
    }

    /**
     * Where the trouble was found.
     *
     * @return bytes from the start of the uncompressed content
     */
    public long offset() {
        return offset;
    }
}
