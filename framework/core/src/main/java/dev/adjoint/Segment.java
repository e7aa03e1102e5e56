package dev.adjoint;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * A stretch of a tape of which only the result is kept: the values inside are dropped when it ends, and computed again
 * from what stands before it when a walk back reaches it. Segments nest.
 */
final class Segment {
    private final List<Entry> entries;
    private final Segment outer;
    private final List<Segment> inner = new ArrayList<>(0);
    private final int start;
    private int end = -1;
    private Entry result;

    /** Whether the values inside are there. */
    private boolean present = true;

    /** Whether gradients that are themselves on the tape use the values inside. */
    private boolean pinned;

    /**
     * Begins behind the last entry.
     *
     * @param entries those of the tape
     * @param outer the segment around this one, or null
     */
    Segment(List<Entry> entries, Segment outer) {
        this.entries = entries;
        this.outer = outer;
        this.start = entries.size();
        if (outer != null) {
            outer.inner.add(this);
        }
    }

    Segment outer() {
        return outer;
    }

    boolean contains(int index) {
        return index >= start && (end < 0 || index < end);
    }

    /** Ends before the next entry, and drops all values but one. */
    void end(int resultIndex) {
        end = entries.size();
        result = resultIndex >= start ? entries.get(resultIndex) : null;
        drop();
    }

    /** Ends before the next entry, and keeps all values: the computation broke off. */
    void abandon() {
        end = entries.size();
        pinned = true;
    }

    /** Keeps the values inside from now on. */
    void pin() {
        pinned = true;
        if (outer != null) {
            outer.pin();
        }
    }

    /** Drops the values inside but for the result, unless gradients on the tape use them. */
    void drop() {
        if (!present || pinned || end < 0) {
            return;
        }
        present = false;
        Set<Memory> shared = sharedMemory();
        for (int i = start; i < end; i++) {
            Entry entry = entries.get(i);
            if (!entry.isLeaf()) {
                entry.forgetSaved();
                if (entry != result) {
                    entry.peek().forget(shared);
                }
            }
        }
        inner.forEach(segment -> segment.present = false);
    }

    /** The memory of values inside that others read as well: those before the segment, its leaves and its result. */
    private Set<Memory> sharedMemory() {
        Set<Memory> shared = Collections.newSetFromMap(new IdentityHashMap<>());
        if (result != null) {
            shared.add(result.peek().value().memory());
        }
        for (int i = start; i < end; i++) {
            Entry entry = entries.get(i);
            if (entry.isLeaf()) {
                shared.add(entry.peek().value().memory());
            }
            for (int k = 0; k < entry.inputCount(); k++) {
                if (entry.inputEntry(k) < start) {
                    shared.add(entry.peekInput(k).value().memory());
                }
            }
        }
        return shared;
    }

    /** Computes the values inside again, if they were dropped; those of segments inside are dropped again. */
    void bring() {
        if (present) {
            return;
        }
        if (outer != null) {
            outer.bring();
        }
        present = true;
        int next = 0;
        for (int i = start; i < end; i++) {
            Entry entry = entries.get(i);
            if (!entry.isLeaf()) {
                entry.repeat(entries, start);
            }
            while (next < inner.size() && inner.get(next).end == i + 1) {
                inner.get(next).present = true;
                inner.get(next++).drop();
            }
        }
    }
}
