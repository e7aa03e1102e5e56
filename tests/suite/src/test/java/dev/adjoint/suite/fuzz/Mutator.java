package dev.adjoint.suite.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Changes bytes in the way of damage or of a forger: single bits, numbers in any width and notation, words and blocks.
 */
final class Mutator {
    private static final long[] NUMBERS = {
        0,
        1,
        -1,
        2,
        127,
        128,
        255,
        256,
        32767,
        65535,
        65536,
        Integer.MAX_VALUE - 8,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        1L << 32,
        Long.MAX_VALUE,
        Long.MIN_VALUE
    };

    private static final String[] WORDS = {
        "NaN",
        "-0",
        "0.5",
        "1e400",
        "-1e-400",
        "18446744073709551616",
        "null",
        "true",
        "\"\"",
        "[]",
        "{}",
        "\"NaN\"",
        "\"\\ud800\"",
        ",",
        ":",
        "[",
        "{",
        "}",
        "]",
        "\"",
        "\\"
    };

    /** Pieces of JSON and CSV. */
    private static final Pattern TOKEN =
            Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|-?\\d+(?:\\.\\d+)?(?:[eE][-+]?\\d+)?|\\w+|[^\\w\\s]");

    private final Random random;

    Mutator(Random random) {
        this.random = random;
    }

    /** A change of some bytes, or several; {@code others} are bytes of the same kind, to take pieces from. */
    byte[] mutate(byte[] content, List<byte[]> others) {
        byte[] changed = change(content, others);
        while (random.nextInt(3) == 0) {
            changed = change(changed, others);
        }
        return changed;
    }

    private byte[] change(byte[] content, List<byte[]> others) {
        if (content.length == 0) {
            return block(1 + random.nextInt(8));
        }
        if (random.nextBoolean() && isText(content)) {
            return word(content);
        }
        int at = random.nextInt(content.length);
        int end = Math.min(content.length, at + 1 + random.nextInt(16));
        return switch (random.nextInt(9)) {
            case 0 -> replaced(content, at, at + 1, (byte) (content[at] ^ 1 << random.nextInt(8)));
            case 1 -> replaced(content, at, at + 1, (byte) random.nextInt(256));
            case 2, 3 -> number(content, at);
            case 4 -> replaced(content, at, end);
            case 5 -> replaced(content, at, at, slice(content, at, end));
            case 6 -> replaced(content, at, at, block(1 + random.nextInt(8)));
            case 7 -> slice(content, 0, at);
            default -> {
                byte[] other = pick(others);
                int from = random.nextInt(other.length + 1);
                yield replaced(content, at, end, slice(other, from, Math.min(other.length, from + 32)));
            }
        };
    }

    /** Replaces bytes by a binary number of one of the usual widths and byte orders. */
    private byte[] number(byte[] content, int at) {
        int width = 1 << random.nextInt(4);
        long number = NUMBERS[random.nextInt(NUMBERS.length)];
        ByteBuffer all = ByteBuffer.allocate(Long.BYTES);
        byte[] bytes = random.nextBoolean()
                ? slice(all.putLong(number).array(), Long.BYTES - width, Long.BYTES)
                : slice(all.order(ByteOrder.LITTLE_ENDIAN).putLong(number).array(), 0, width);
        return replaced(content, at, Math.min(content.length, at + width), bytes);
    }

    private static boolean isText(byte[] content) {
        for (byte b : content) {
            if (b >= 0 && b < '\t') {
                return false;
            }
        }
        return true;
    }

    /** Replaces a word, number or sign by another, most often of the same kind. */
    private byte[] word(byte[] content) {
        String text = new String(content, StandardCharsets.ISO_8859_1);
        List<MatchResult> tokens = TOKEN.matcher(text).results().toList();
        if (tokens.isEmpty()) {
            return content;
        }
        MatchResult token = pick(tokens);
        boolean number = token.group().matches("-?\\d.*");
        List<MatchResult> alike = tokens.stream()
                .filter(other -> kind(other.group()) == kind(token.group()))
                .toList();
        String word = switch (random.nextInt(4)) {
            case 0 -> WORDS[random.nextInt(WORDS.length)];
            case 1 -> pick(tokens).group();
            case 2 ->
                number
                        ? String.valueOf(NUMBERS[random.nextInt(NUMBERS.length)])
                        : pick(alike).group();
            default ->
                number ? String.valueOf(random.nextInt(10) - 1) : pick(alike).group();
        };
        return replaced(content, token.start(), token.end(), word.getBytes(StandardCharsets.ISO_8859_1));
    }

    private <T> T pick(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private static int kind(String token) {
        return Character.getType(token.charAt(0));
    }

    private byte[] block(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] slice(byte[] content, int from, int to) {
        return Arrays.copyOfRange(content, from, to);
    }

    private static byte[] replaced(byte[] content, int from, int to, byte... by) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(content, 0, from);
        out.writeBytes(by);
        out.write(content, to, content.length - to);
        return out.toByteArray();
    }
}
