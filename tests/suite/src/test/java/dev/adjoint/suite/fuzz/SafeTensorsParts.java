package dev.adjoint.suite.fuzz;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.adjoint.io.SafeTensors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Safetensors files as parts: the text that stands in the metadata, what follows the metadata in the header, and the
 * data. Putting them together sets the header's length, the quotes around the text and the checksum right.
 */
final class SafeTensorsParts {
    private static final String CHECKSUM = "adjoint.sha256";
    private static final String ZEROS = "0".repeat(64);

    private SafeTensorsParts() {}

    /** The header and the data. */
    static List<byte[]> headerAndData(byte[] file) {
        int end = Long.BYTES + (int) little(file, 0).getLong();
        return List.of(Arrays.copyOfRange(file, Long.BYTES, end), Arrays.copyOfRange(file, end, file.length));
    }

    static byte[] fromHeaderAndData(List<byte[]> parts) {
        byte[] header = parts.get(0);
        byte[] data = parts.get(1);
        return ByteBuffer.allocate(Long.BYTES + header.length + data.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .put(header)
                .put(data)
                .array();
    }

    /** The text of a metadata entry, the rest of the header and the data. */
    static List<byte[]> textHeaderAndData(byte[] file, String key) throws IOException {
        List<byte[]> parts = headerAndData(file);
        String header = new String(parts.get(0), StandardCharsets.UTF_8);
        try (SafeTensors content = SafeTensors.of("corpus", file)) {
            String rest = header.substring(header.lastIndexOf("\"}") + 2).strip();
            return List.of(bytes(content.metadata().get(key)), bytes(rest), parts.get(1));
        }
    }

    static byte[] fromTextHeaderAndData(List<byte[]> parts, String key) {
        return join("{\"__metadata__\":{\"" + key + "\":\"", parts);
    }

    /** The same for a file that carries its checksum. */
    static byte[] withChecksum(List<byte[]> parts, String key) {
        String front = "{\"__metadata__\":{\"" + CHECKSUM + "\":\"";
        byte[] file = join(front + ZEROS + "\",\"" + key + "\":\"", parts);
        byte[] digits = bytes(HexFormat.of().formatHex(sha256(file)));
        System.arraycopy(digits, 0, file, Long.BYTES + front.length(), digits.length);
        return file;
    }

    private static byte[] join(String front, List<byte[]> parts) {
        String text = new String(parts.get(0), StandardCharsets.UTF_8);
        byte[] quoted = JsonStringEncoder.getInstance().quoteAsUTF8(text);
        byte[] start = bytes(front);
        byte[] rest = parts.get(1);
        byte[] header = ByteBuffer.allocate(start.length + quoted.length + 2 + rest.length)
                .put(start)
                .put(quoted)
                .put(bytes("\"}"))
                .put(rest)
                .array();
        return fromHeaderAndData(List.of(header, parts.get(2)));
    }

    private static byte[] sha256(byte[] file) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(file);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static ByteBuffer little(byte[] bytes, int from) {
        return ByteBuffer.wrap(bytes, from, Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    }
}
