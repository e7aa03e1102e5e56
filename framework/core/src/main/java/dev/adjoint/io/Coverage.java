package dev.adjoint.io;

import dev.adjoint.DataFormatException;
import dev.adjoint.io.HeaderParser.Entry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * Checks that the tensors of a header cover the data exactly, without a hole, an overlap or a remainder, and that each
 * is as long as its shape and type require. Sizes and offsets are unsigned until they are known to lie within the file.
 */
final class Coverage {
    private final List<Entry> entries;
    private final long dataStart;
    private final long dataBytes;
    private final BiFunction<Integer, String, DataFormatException> error;

    Coverage(
            Collection<Entry> entries,
            long dataStart,
            long dataBytes,
            BiFunction<Integer, String, DataFormatException> error) {
        this.entries = new ArrayList<>(entries);
        this.dataStart = dataStart;
        this.dataBytes = dataBytes;
        this.error = error;
    }

    /** The tensors in the order of their bytes. */
    Map<String, TensorInfo> check() {
        entries.sort(Comparator.comparing(Entry::begin, Long::compareUnsigned)
                .thenComparing(Entry::end, Long::compareUnsigned));
        Map<String, TensorInfo> tensors = new LinkedHashMap<>();
        long covered = 0;
        for (Entry entry : entries) {
            if (Long.compareUnsigned(entry.begin(), entry.end()) > 0) {
                throw wrong(entry, "they end before they begin");
            }
            if (Long.compareUnsigned(entry.end(), dataBytes) > 0) {
                throw wrong(entry, "the file has only " + dataBytes + " bytes of data");
            }
            if (entry.begin() != covered) {
                throw wrong(
                        entry,
                        entry.begin() < covered
                                ? "they overlap with the tensor before, which ends at " + covered
                                : "the bytes from " + covered + " on belong to no tensor");
            }
            long bytes = bytes(entry);
            if (entry.end() - entry.begin() != bytes) {
                throw wrong(entry, "shape and dtype need " + Long.toUnsignedString(bytes) + " bytes");
            }
            covered = entry.end();
            tensors.put(
                    entry.name(),
                    new TensorInfo(
                            entry.name(),
                            entry.type(),
                            entry.sizes(),
                            dataStart + entry.begin(),
                            dataStart + entry.end()));
        }
        if (covered != dataBytes) {
            throw error.apply(
                    0, "header: the last tensor ends after " + covered + " bytes of data, the file after " + dataBytes);
        }
        return tensors;
    }

    private long bytes(Entry entry) {
        long elements = 1;
        for (long size : entry.sizes()) {
            elements = times(entry, elements, size);
        }
        long bits = times(entry, elements, entry.type().bits());
        if (Long.remainderUnsigned(bits, 8) != 0) {
            throw wrong(entry, "shape and dtype end within a byte");
        }
        return Long.divideUnsigned(bits, 8);
    }

    private long times(Entry entry, long a, long b) {
        if (a != 0 && Long.compareUnsigned(b, Long.divideUnsigned(-1, a)) > 0) {
            throw wrong(entry, "shape and dtype need more than 64 bits can count");
        }
        return a * b;
    }

    private DataFormatException wrong(Entry entry, String why) {
        return error.apply(
                entry.at(),
                "tensor '" + entry.name() + "' data_offsets [" + Long.toUnsignedString(entry.begin()) + ", "
                        + Long.toUnsignedString(entry.end()) + "]: " + why);
    }
}
