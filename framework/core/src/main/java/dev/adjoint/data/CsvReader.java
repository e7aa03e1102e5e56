package dev.adjoint.data;

import dev.adjoint.DataFormatException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads rows of fields as RFC 4180 defines them. Commas or another character separate fields, and CRLF or LF ends a
 * line. A field that contains separators, line ends or quotes is enclosed in double quotes, and the quotes in it are
 * doubled. Empty lines are skipped. Text is UTF-8; a byte order mark at the start is skipped.
 */
final class CsvReader {
    /** The longest field, in bytes. */
    static final int MAX_FIELD = 1 << 16;

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};
    private static final int END = -1;
    private static final int QUOTE = '"';

    private final String name;
    private final InputStream in;
    private final char separator;
    private final byte[] buffer = new byte[1 << 16];
    private final Field field = new Field();
    private int buffered;
    private int at;
    private long bufferStart;
    private long line = 1;

    /** The fields of a row, and the line and the byte at which it starts. */
    record Row(long line, long offset, List<String> fields) {}

    /** The bytes of a field, which can be read without a copy. */
    private static final class Field extends ByteArrayOutputStream {
        private String text(String name, long offset) {
            return TextFile.decode(name, buf, 0, count, offset);
        }
    }

    /** {@code separator} is an ASCII character. */
    CsvReader(String name, InputStream in, char separator) throws IOException {
        this.name = name;
        this.in = in;
        this.separator = separator;
        buffered = in.readNBytes(buffer, 0, buffer.length);
        boolean marked = buffered >= BYTE_ORDER_MARK.length;
        for (int i = 0; marked && i < BYTE_ORDER_MARK.length; i++) {
            marked = buffer[i] == BYTE_ORDER_MARK[i];
        }
        at = marked ? BYTE_ORDER_MARK.length : 0;
    }

    /** The next row, or nothing at the end. */
    Optional<Row> next() throws IOException {
        while (peek() == '\r' || peek() == '\n') {
            endLine();
        }
        if (peek() == END) {
            return Optional.empty();
        }
        long startLine = line;
        long start = offset();
        List<String> fields = new ArrayList<>();
        fields.add(field());
        while (peek() == separator) {
            take();
            fields.add(field());
        }
        if (peek() != END) {
            endLine();
        }
        return Optional.of(new Row(startLine, start, fields));
    }

    private String field() throws IOException {
        field.reset();
        long start = offset();
        if (peek() == QUOTE) {
            quoted();
        } else {
            while (peek() != separator && peek() != '\r' && peek() != '\n' && peek() != END) {
                if (peek() == QUOTE) {
                    throw error(offset(), "expected a field with a quote in it to be enclosed in quotes");
                }
                append(take());
            }
        }
        return field.text(name, start);
    }

    private void quoted() throws IOException {
        long start = offset();
        long startLine = line;
        take();
        while (true) {
            int next = take();
            if (next == END) {
                throw DataFormatException.inLine(
                        name, start, startLine, "the quoted field that starts here never ends");
            }
            if (next == QUOTE) {
                if (peek() != QUOTE) {
                    break;
                }
                take();
            }
            line += next == '\n' ? 1 : 0;
            append(next);
        }
        if (peek() != separator && peek() != '\r' && peek() != '\n' && peek() != END) {
            throw error(offset(), "expected a separator or the end of the line after a quoted field");
        }
    }

    private void append(int next) {
        if (field.size() == MAX_FIELD) {
            throw error(offset(), "expected fields of at most " + MAX_FIELD + " bytes");
        }
        field.write(next);
    }

    private void endLine() throws IOException {
        long start = offset();
        if (take() == '\r' && take() != '\n') {
            throw error(start, "expected a line feed after the carriage return");
        }
        line++;
    }

    private int peek() throws IOException {
        if (at == buffered) {
            bufferStart += buffered;
            at = 0;
            buffered = in.readNBytes(buffer, 0, buffer.length);
        }
        return buffered == 0 ? END : buffer[at] & 0xff;
    }

    private int take() throws IOException {
        int next = peek();
        at += next == END ? 0 : 1;
        return next;
    }

    private long offset() {
        return bufferStart + at;
    }

    private DataFormatException error(long offset, String message) {
        return DataFormatException.inLine(name, offset, line, message);
    }
}
