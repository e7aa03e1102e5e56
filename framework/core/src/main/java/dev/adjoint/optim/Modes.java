package dev.adjoint.optim;

import dev.adjoint.nn.Block;
import java.util.IdentityHashMap;
import java.util.Map;

/** The modes of all parts of a model at one time, training or evaluation, to be put back later. */
final class Modes {
    private final Block model;
    private final Map<Block, Boolean> training = new IdentityHashMap<>();

    private Modes(Block model) {
        this.model = model;
    }

    /** The modes as they are. */
    static Modes of(Block model) {
        Modes modes = new Modes(model);
        modes.note(model);
        return modes;
    }

    private void note(Block part) {
        training.put(part, part.isTraining());
        part.children().values().forEach(this::note);
    }

    /** Puts all parts back; one that is new has the mode of the part that holds it. */
    void restore() {
        restore(model, true);
    }

    private void restore(Block part, boolean above) {
        boolean mode = training.getOrDefault(part, above);
        if (mode) {
            part.train();
        } else {
            part.eval();
        }
        part.children().values().forEach(child -> restore(child, mode));
    }
}
