package dev.adjoint.data;

import dev.adjoint.DataFormatException;
import dev.adjoint.file.Reading;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Short files of text. */
final class TextFile {
    private static final long MAX_BYTES = 1 << 20;

    private TextFile() {}

    /** The text of a file of at most 1 MiB in UTF-8. */
    static String read(Path file) throws IOException {
        Reading.requireRegular(file);
        long size = Files.size(file);
        if (size > MAX_BYTES) {
            throw new DataFormatException(
                    file.toString(), MAX_BYTES, "expected at most " + MAX_BYTES + " bytes, got " + size);
        }
        byte[] bytes = Reading.all(file);
        return decode(file.toString(), bytes, 0, bytes.length, 0);
    }

    /** Decodes text in UTF-8. Errors count bytes from {@code offset}. */
    static String decode(String name, byte[] bytes, int from, int length, long offset) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes, from, length);
        CharBuffer out = CharBuffer.allocate(length);
        CoderResult result = decoder.decode(in, out, true);
        if (result.isError()) {
            int at = in.position();
            throw new DataFormatException(
                    name, offset + at - from, String.format("expected text in UTF-8, got the byte 0x%02x", bytes[at]));
        }
        return out.flip().toString();
    }
}
