package dev.adjoint.file;

import dev.adjoint.DataFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Text in UTF-8. A malformed byte is an error that names its place. */
public final class Utf8 {
    private Utf8() {}

    /** {@code offset} is the place of the bytes in the source. */
    public static CharBuffer decode(String source, long offset, byte[] text) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer bytes = ByteBuffer.wrap(text);
        CharBuffer chars = CharBuffer.allocate(text.length);
        CoderResult result = decoder.decode(bytes, chars, true);
        if (result.isError()) {
            throw new DataFormatException(source, offset + bytes.position(), "expected UTF-8, got a malformed byte");
        }
        return chars.flip();
    }

    /** The number of bytes of the first characters. */
    public static long bytes(CharSequence text, long characters) {
        CharBuffer first = CharBuffer.wrap(text, 0, (int) Math.min(characters, text.length()));
        return StandardCharsets.UTF_8.encode(first).remaining();
    }

    /** Reads a file of limited size. */
    public static String read(Path file, int maxBytes) throws IOException {
        return Reading.guard(
                () -> file + ": a text of at most " + Reading.mebibytes(maxBytes), () -> text(file, maxBytes));
    }

    private static String text(Path file, int maxBytes) throws IOException {
        try (InputStream in = Reading.open(file)) {
            byte[] content = in.readNBytes(maxBytes + 1);
            if (content.length > maxBytes) {
                throw new DataFormatException(
                        file.toString(), maxBytes, "expected a text of at most " + maxBytes + " bytes");
            }
            return decode(file.toString(), 0, content).toString();
        }
    }
}
