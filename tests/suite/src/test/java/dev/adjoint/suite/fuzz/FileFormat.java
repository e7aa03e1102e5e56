package dev.adjoint.suite.fuzz;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A kind of file. A file is put together from parts; a change of a part goes through the lengths and checksums around
 * it, a change of the whole file does not.
 *
 * @param name its name
 * @param corpus the parts of sound files
 * @param assemble makes a file from parts
 * @param reader reads a file
 * @param memory the most bytes that reading a file of this kind may take
 */
record FileFormat(
        String name, List<List<byte[]>> corpus, Function<List<byte[]>, byte[]> assemble, Reader reader, long memory) {
    /** Reads a file in every possible way. */
    interface Reader {
        void read(Path file) throws IOException;
    }

    /** A kind of file that is one part, read within 32 MiB. */
    static FileFormat plain(String name, Reader reader, byte[]... corpus) {
        List<List<byte[]>> parts = Stream.of(corpus).map(List::of).toList();
        return new FileFormat(name, parts, only -> only.get(0), reader, 32L << 20);
    }

    FileFormat assembledBy(Function<List<byte[]>, byte[]> how) {
        return new FileFormat(name, corpus, how, reader, memory);
    }

    FileFormat within(long bytes) {
        return new FileFormat(name, corpus, assemble, reader, bytes);
    }

    /** The sound files. */
    List<byte[]> sound() {
        return corpus.stream().map(assemble).toList();
    }

    /** The changed file with a number, which is always the same. */
    byte[] changed(long number) {
        Random random = new Random(number * 31 + name.hashCode());
        Mutator mutator = new Mutator(random);
        List<byte[]> parts = new ArrayList<>(corpus.get(random.nextInt(corpus.size())));
        boolean inside = random.nextInt(4) > 0;
        if (inside) {
            int which = random.nextInt(parts.size());
            List<byte[]> others = corpus.stream()
                    .map(all -> all.get(Math.min(which, all.size() - 1)))
                    .toList();
            parts.set(which, mutator.mutate(parts.get(which), others));
        }
        byte[] file = assemble.apply(parts);
        return inside ? file : mutator.mutate(file, sound());
    }

    @Override
    public String toString() {
        return name;
    }
}
