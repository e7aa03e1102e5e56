package dev.adjoint.data;

import dev.adjoint.DataFormatException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** The formats of image files, recognised by their first bytes. */
enum ImageFormat {
    PNG("89504e470d0a1a0a"),
    JPEG("ffd8ff"),
    GIF("47494638"),
    BMP("424d");

    /** How many bytes are needed to recognise the formats. */
    static final int LONGEST = 8;

    private final byte[] magic;

    ImageFormat(String magic) {
        this.magic = HexFormat.of().parseHex(magic);
    }

    private static Optional<ImageFormat> of(byte[] start) {
        return Arrays.stream(values())
                .filter(format -> start.length >= format.magic.length
                        && Arrays.equals(format.magic, Arrays.copyOf(start, format.magic.length)))
                .findFirst();
    }

    /** The format of a file that starts with the given bytes. */
    static ImageFormat require(Path file, byte[] start) {
        return of(start)
                .orElseThrow(() -> new DataFormatException(
                        file.toString(),
                        0,
                        "expected an image, PNG, JPEG, GIF or BMP, got "
                                + (start.length == 0 ? "an empty file" : "a file that starts with " + hex(start))));
    }

    private static String hex(byte[] start) {
        return HexFormat.ofDelimiter(" ").formatHex(start, 0, Math.min(start.length, LONGEST));
    }
}
