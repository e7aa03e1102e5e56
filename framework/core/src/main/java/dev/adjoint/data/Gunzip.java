package dev.adjoint.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Decompresses a gzip stream (RFC 1952) of one or more members. Unlike {@link java.util.zip.GZIPInputStream} it refuses
 * bytes after the last member instead of dropping them.
 */
final class Gunzip extends InputStream {
    private static final int MAGIC = 0x8b1f;
    private static final int DEFLATE = 8;
    private static final int HEADER_CRC = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int RESERVED = 0xe0;

    private final byte[] buffer = new byte[1 << 13];
    private final PushbackInputStream source;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private int buffered;
    private boolean ended;

    Gunzip(InputStream source) throws IOException {
        this.source = new PushbackInputStream(source, buffer.length);
        header();
    }

    /** Whether bytes that start like this may be a gzip stream. */
    static boolean isMagic(int first, int second) {
        return (first | second << 8) == MAGIC;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        try {
            while (!ended) {
                int n = inflater.inflate(target, offset, length);
                if (n > 0) {
                    crc.update(target, offset, n);
                    return n;
                }
                if (inflater.finished()) {
                    endMember();
                } else if (inflater.needsDictionary()) {
                    throw new ZipException("it needs a dictionary");
                } else {
                    fill();
                }
            }
            return -1;
        } catch (DataFormatException e) {
            throw new ZipException(e.getMessage());
        }
    }

    private void fill() throws IOException {
        buffered = source.read(buffer);
        if (buffered < 0) {
            throw new EOFException();
        }
        inflater.setInput(buffer, 0, buffered);
    }

    private void endMember() throws IOException {
        int rest = inflater.getRemaining();
        source.unread(buffer, buffered - rest, rest);
        if (number(4) != crc.getValue()) {
            throw new ZipException("its checksum is wrong");
        }
        if (number(4) != (inflater.getBytesWritten() & 0xffffffffL)) {
            throw new ZipException("its stated length is wrong");
        }
        int next = source.read();
        ended = next < 0;
        if (!ended) {
            source.unread(next);
            inflater.reset();
            crc.reset();
            header();
        }
    }

    private void header() throws IOException {
        long magic = number(2);
        if (magic != MAGIC) {
            throw new ZipException("expected the start of a member, 1f 8b, got "
                    + String.format("%02x %02x", magic & 0xff, magic >> 8));
        }
        long method = number(1);
        if (method != DEFLATE) {
            throw new ZipException("expected compression method 8, got " + method);
        }
        long flags = number(1);
        if ((flags & RESERVED) != 0) {
            throw new ZipException("unknown flags " + Long.toHexString(flags));
        }
        number(6);
        if ((flags & EXTRA) != 0) {
            for (long left = number(2); left > 0; left--) {
                number(1);
            }
        }
        for (int text : new int[] {NAME, COMMENT}) {
            while ((flags & text) != 0 && number(1) != 0) {}
        }
        if ((flags & HEADER_CRC) != 0) {
            number(2);
        }
    }

    /** The next bytes as a little-endian number. */
    private long number(int bytes) throws IOException {
        long number = 0;
        for (int i = 0; i < bytes; i++) {
            long next = source.read();
            if (next < 0) {
                throw new EOFException();
            }
            number |= next << 8 * i;
        }
        return number;
    }

    /** Frees the memory; the source stays open. */
    @Override
    public void close() {
        inflater.end();
    }
}
