package dev.adjoint.data;

import dev.adjoint.DataFormatException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * Checks that a PNG file is whole. Each of its chunks, up to the one called IEND, must lie within the file and have the
 * right checksum. The reader of the JDK checks neither.
 */
final class PngChunks {
    private static final int SIGNATURE = 8;
    private static final int LENGTH = 4;
    private static final int TYPE = 4;
    private static final int CHECKSUM = 4;

    private PngChunks() {}

    static void check(String name, byte[] bytes) {
        ByteBuffer file = ByteBuffer.wrap(bytes);
        int at = SIGNATURE;
        String type = "";
        while (!type.equals("IEND")) {
            int left = bytes.length - at;
            if (left < LENGTH + TYPE + CHECKSUM) {
                throw new DataFormatException(name, bytes.length, "truncated PNG: it ends before its chunk IEND");
            }
            long length = Integer.toUnsignedLong(file.getInt(at));
            type = new String(bytes, at + LENGTH, TYPE, StandardCharsets.US_ASCII);
            if (length > left - LENGTH - TYPE - CHECKSUM) {
                throw new DataFormatException(
                        name,
                        at,
                        "truncated PNG: its chunk " + type + " states " + length + " bytes, but at most "
                                + (left - LENGTH - TYPE - CHECKSUM) + " follow");
            }
            CRC32 crc = new CRC32();
            crc.update(bytes, at + LENGTH, TYPE + (int) length);
            int end = at + LENGTH + TYPE + (int) length;
            if ((int) crc.getValue() != file.getInt(end)) {
                throw new DataFormatException(name, at, "damaged PNG: the checksum of its chunk " + type + " is wrong");
            }
            at = end + CHECKSUM;
        }
    }
}
