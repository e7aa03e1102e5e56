package dev.adjoint.explorer;

import dev.adjoint.AdjointException;
import dev.adjoint.DType;
import dev.adjoint.Entry;
import dev.adjoint.Gradient;
import dev.adjoint.NDArray;
import dev.adjoint.Parameter;
import dev.adjoint.Tape;
import dev.adjoint.Tensor;
import dev.adjoint.internal.Access;
import dev.adjoint.op.Windowed;
import dev.adjoint.window.Axis;
import dev.adjoint.window.Windows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Walks once over a tape and writes down everything that a page shows of it. */
final class Recorder {
    /** Longer tapes are shown without their local derivatives. */
    private static final int LONG_TAPE = 256;

    /** Finite differences are left out if the loss takes more multiplications and additions than this. */
    private static final long WORK = 100_000_000;

    /** Each parameter gets at least this many finite differences. */
    private static final int LEAST_CHECKS = 4;

    /** The least cost of an operation, in multiplications and additions. */
    private static final long WORK_OF_AN_ENTRY = 20_000;

    private final Tape tape;
    private final int loss;
    private final Map<Tensor, String> names;
    private final Limits limits;
    private final List<Entry> entries;
    private final boolean[] leadsToLoss;
    private final int[] uses;
    private final NDArray[] gradients;
    private final List<String> notes = new ArrayList<>();

    Recorder(Tape tape, int loss, Map<Tensor, String> names, Limits limits) {
        this.tape = tape;
        this.loss = loss;
        this.names = names;
        this.limits = limits;
        this.entries = List.copyOf(tape.entries().subList(0, loss + 1));
        this.leadsToLoss = new boolean[loss + 1];
        this.uses = new int[loss + 1];
        this.gradients = new NDArray[loss + 1];
    }

    RecordedTape record(String title, String description, Film film) {
        Access.get().restore(tape);
        followFromLoss();
        differentiate();
        List<RecordedEntry> recorded;
        List<LeafCheck> checks = List.of();
        LossSurface surface = null;
        Tape.Pause pause = tape.pause();
        try {
            recorded = entries.stream().map(this::entry).toList();
            Replay replay = replay();
            if (replay != null) {
                checks = checks(replay);
                surface = surface(replay, film);
            }
        } finally {
            pause.close();
        }
        if (entries.size() > LONG_TAPE) {
            notes.add("The tape has more than " + LONG_TAPE + " entries, so local derivatives are left out.");
        }
        return new RecordedTape(
                title,
                description,
                loss,
                recorded,
                checks,
                film == null ? null : film.roll(),
                surface,
                List.copyOf(notes));
    }

    /** The loss as a function of its leaves in float64; null if an operation does not allow it. */
    private Replay replay() {
        try {
            return new Replay(entries, loss, DType.FLOAT64);
        } catch (AdjointException e) {
            notes.add("There are no finite differences, for the loss cannot be computed again: " + e.getMessage());
            return null;
        }
    }

    private void followFromLoss() {
        leadsToLoss[loss] = true;
        for (int i = loss; i >= 0; i--) {
            if (leadsToLoss[i]) {
                for (int source : entries.get(i).inputEntries()) {
                    leadsToLoss[source] = true;
                    uses[source]++;
                }
            }
        }
    }

    private void differentiate() {
        List<Entry> wanted =
                entries.stream().filter(e -> leadsToLoss[e.index()]).toList();
        Tensor[] wrt = wanted.stream().map(Entry::output).toArray(Tensor[]::new);
        List<Tensor> found = tape.from(entries.get(loss).output()).keep().gradients(wrt);
        for (int k = 0; k < wrt.length; k++) {
            gradients[wanted.get(k).index()] = found.get(k).value();
        }
    }

    private RecordedEntry entry(Entry entry) {
        NDArray value = entry.output().value();
        NDArray gradient = gradients[entry.index()];
        boolean walked = !entry.isLeaf() && gradient != null;
        return new RecordedEntry(
                entry.index(),
                kind(entry),
                name(entry),
                settings(entry),
                entry.inputEntries(),
                value.dtype().toString(),
                (long) value.size() * value.dtype().bytes(),
                entry.multiplyAdds(),
                RecordedArray.of(value, limits.elements()),
                gradient == null ? null : RecordedArray.of(gradient, limits.elements()),
                walked ? contributions(entry) : List.of(),
                walked && entries.size() <= LONG_TAPE && !isConvolution(entry)
                        ? LocalDerivatives.of(entry, limits.derivatives())
                        : LocalDerivatives.none(entry.inputCount()),
                windows(entry),
                Formula.of(entry),
                entry.path());
    }

    private static RecordedEntry.Kind kind(Entry entry) {
        if (!entry.isLeaf()) {
            return RecordedEntry.Kind.OPERATION;
        }
        return entry.output() instanceof Parameter ? RecordedEntry.Kind.PARAMETER : RecordedEntry.Kind.CONSTANT;
    }

    private String name(Entry entry) {
        String given = names.get(entry.output());
        if (given != null) {
            return given;
        }
        if (!entry.isLeaf()) {
            return entry.op().name();
        }
        return entry.output() instanceof Parameter p ? p.name() : "constant";
    }

    /** The components of an operation that is a record, such as {@code scale=2.0, shift=0.0}. */
    private static String settings(Entry entry) {
        if (entry.isLeaf() || !(entry.op() instanceof Record) || windows(entry) != null) {
            return "";
        }
        String text = entry.op().toString();
        String inside = text.substring(text.indexOf('[') + 1, Math.max(text.indexOf('[') + 1, text.length() - 1));
        return inside.length() <= 120 ? inside : inside.substring(0, 120) + "…";
    }

    /** The contribution of an operation to an input's gradient, if other operations contribute too. */
    private List<RecordedArray> contributions(Entry entry) {
        Gradient[] vjps = entry.op().vjp(entry, new Tensor(gradients[entry.index()]));
        List<RecordedArray> result = new ArrayList<>();
        for (int k = 0; k < vjps.length; k++) {
            boolean shared = uses[entry.inputEntries().get(k)] > 1 && vjps[k] != null;
            result.add(shared ? RecordedArray.of(vjps[k].compute().value(), limits.elements()) : null);
        }
        return result;
    }

    /** Whether local derivatives are weights and inputs of a convolution, which the page already has. */
    private static boolean isConvolution(Entry entry) {
        return entry.op() instanceof Windowed && entry.inputCount() >= 2;
    }

    private static List<Axis> windows(Entry entry) {
        if (!(entry.op() instanceof Windowed windowed)) {
            return null;
        }
        List<Axis> axes = windowed.windows().stream()
                .map(Windows::sliding)
                .flatMap(Optional::stream)
                .toList();
        return axes.size() == windowed.windows().size() ? axes : null;
    }

    /** Checks parameters and named constants, with as many elements as the work allows. */
    private List<LeafCheck> checks(Replay replay) {
        long cost = entries.stream()
                .mapToLong(e -> WORK_OF_AN_ENTRY + e.outputShape().size() + e.multiplyAdds())
                .sum();
        if (cost > WORK) {
            notes.add("There are no finite differences, for each would compute the loss several times, and once takes "
                    + cost + " operations.");
        }
        if (cost > WORK || limits.checks() == 0) {
            return List.of();
        }
        List<Integer> leaves = IntStream.rangeClosed(0, loss)
                .filter(i -> entries.get(i).isLeaf() && leadsToLoss[i])
                .filter(i -> isParameter(i) || names.containsKey(entries.get(i).output()))
                .boxed()
                .toList();
        long parameters = leaves.stream().filter(this::isParameter).count();
        int share = parameters == 0 ? 0 : (int) Math.max(LEAST_CHECKS, limits.checks() / parameters);
        Replay single = new Replay(entries, loss, DType.FLOAT32);
        List<NDArray> exact = replay.gradients(leaves);
        List<LeafCheck> checks = new ArrayList<>();
        for (int k = 0; k < leaves.size(); k++) {
            int leaf = leaves.get(k);
            int elements = Math.min(limits.checks(), isParameter(leaf) ? share : limits.checks());
            checks.add(LeafCheck.of(single, replay, leaf, gradients[leaf], exact.get(k), elements));
        }
        return checks;
    }

    private boolean isParameter(int index) {
        return kind(entries.get(index)) == RecordedEntry.Kind.PARAMETER;
    }

    private LossSurface surface(Replay replay, Film film) {
        List<Entry> planes = entries.stream()
                .filter(e -> kind(e) == RecordedEntry.Kind.PARAMETER && leadsToLoss[e.index()])
                .toList();
        if (planes.size() != 1 || planes.get(0).outputShape().size() != 2) {
            return null;
        }
        Parameter parameter = (Parameter) planes.get(0).output();
        double[] centre = parameter.value().toDoubleArray();
        double reach = film == null ? 0 : film.reach(parameter, centre);
        return LossSurface.of(replay, planes.get(0).index(), centre[0], centre[1], Math.max(3, 2.2 * reach));
    }
}
