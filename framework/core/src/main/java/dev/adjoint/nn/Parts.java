package dev.adjoint.nn;

import dev.adjoint.ArgumentException;
import java.util.AbstractMap;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The parts of a block by path; {@link #get} of a path that is not there is an error that names near ones. */
final class Parts<V> extends AbstractMap<String, V> {
    /** More would hide the one that was meant. */
    private static final int MOST_NAMED = 8;

    private final String what;
    private final String owner;
    private final Map<String, V> parts;

    Parts(String what, String owner, Map<String, V> parts) {
        this.what = what;
        this.owner = owner;
        this.parts = Collections.unmodifiableMap(parts);
    }

    @Override
    public Set<Entry<String, V>> entrySet() {
        return parts.entrySet();
    }

    @Override
    public boolean containsKey(Object path) {
        return parts.containsKey(path);
    }

    @Override
    public V get(Object path) {
        V part = parts.get(path);
        if (part == null) {
            throw new ArgumentException(owner + ": no " + what + " '" + path + "'" + others(String.valueOf(path)));
        }
        return part;
    }

    @Override
    public V getOrDefault(Object path, V otherwise) {
        return parts.getOrDefault(path, otherwise);
    }

    private String others(String path) {
        List<String> known = parts.keySet().stream().filter(p -> !p.isEmpty()).toList();
        List<String> near = known.stream()
                .filter(p -> distance(p, path) <= Math.max(2, path.length() / 3))
                .sorted(Comparator.comparingInt(p -> distance(p, path)))
                .limit(3)
                .toList();
        if (!near.isEmpty()) {
            return "; near: " + String.join(", ", near);
        }
        String all = String.join(", ", known.subList(0, Math.min(MOST_NAMED, known.size())));
        return known.isEmpty() ? "; it has none" : "; it has " + all + (known.size() > MOST_NAMED ? ", ..." : "");
    }

    /** How many characters must be inserted, removed or changed to make one text of the other. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(diagonal, row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
