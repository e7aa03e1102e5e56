package dev.adjoint.io;

import dev.adjoint.DataFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The SHA-256 of a whole file, inside that file. It is the first entry of the metadata, so its position is known before
 * anything in the file is trusted. It is computed with zeros in place of its own digits, and covers every other byte:
 * the length, the header and the data.
 */
final class Checksum {
    /** The metadata entry. */
    static final String KEY = SafeTensors.CHECKSUM;

    /** The zeros in place of the digits while these are computed. */
    static final String ZEROS = "0".repeat(64);

    private static final byte[] IN_FRONT =
            ("{\"" + Header.METADATA + "\":{\"" + KEY + "\":\"").getBytes(StandardCharsets.US_ASCII);

    /** Where the digits begin in the header. */
    private static final int PLACE = IN_FRONT.length;

    private static final int CHUNK = 1 << 16;

    private Checksum() {}

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Puts the digits of a finished digest into a header. */
    static void put(MessageDigest digest, byte[] header) {
        byte[] digits = HexFormat.of().formatHex(digest.digest()).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(digits, 0, header, PLACE, digits.length);
    }

    /** Requires a file of the given number of bytes to carry its checksum. */
    static void verify(String name, Source source, long size) throws IOException {
        ByteBuffer start = read(source, 0, (int) Math.min(size, Header.LENGTH_BYTES + PLACE + ZEROS.length()));
        int digits = Header.LENGTH_BYTES + PLACE;
        if (start.limit() < digits + ZEROS.length()
                || !Arrays.equals(start.array(), Header.LENGTH_BYTES, digits, IN_FRONT, 0, PLACE)) {
            throw new DataFormatException(
                    name, Header.LENGTH_BYTES, "expected the checksum " + KEY + " as the first entry of the metadata");
        }
        String stated = new String(start.array(), digits, ZEROS.length(), StandardCharsets.ISO_8859_1);
        System.arraycopy(ZEROS.getBytes(StandardCharsets.US_ASCII), 0, start.array(), digits, ZEROS.length());
        MessageDigest digest = digest();
        digest.update(start);
        for (long at = digits + ZEROS.length(); at < size; at += CHUNK) {
            digest.update(read(source, at, (int) Math.min(CHUNK, size - at)));
        }
        String computed = HexFormat.of().formatHex(digest.digest());
        if (!computed.equals(stated)) {
            throw new DataFormatException(
                    name,
                    digits,
                    "checksum: the file says " + stated + ", but its bytes give " + computed
                            + ": some of them have changed since it was written");
        }
    }

    private static ByteBuffer read(Source source, long position, int bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes);
        source.read(buffer, position);
        return buffer.flip();
    }
}
