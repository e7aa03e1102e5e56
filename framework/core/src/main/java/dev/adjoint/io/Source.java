package dev.adjoint.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Bytes that can be read from any position. */
interface Source extends AutoCloseable {
    /** Fills the buffer with the bytes from a position on, as far as they exist. */
    void read(ByteBuffer target, long position) throws IOException;

    @Override
    default void close() throws IOException {}

    /** A file. Reading at a position needs no mapping, whose memory only the garbage collector could release. */
    record OfFile(FileChannel channel) implements Source {
        @Override
        public void read(ByteBuffer target, long position) throws IOException {
            long at = position;
            while (target.hasRemaining()) {
                int n = channel.read(target, at);
                if (n < 0) {
                    return;
                }
                at += n;
            }
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    /** An array. */
    record OfBytes(byte[] bytes) implements Source {
        @Override
        public void read(ByteBuffer target, long position) {
            target.put(bytes, (int) position, (int) Math.min(target.remaining(), bytes.length - position));
        }
    }
}
