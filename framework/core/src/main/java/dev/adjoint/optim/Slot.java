package dev.adjoint.optim;

import dev.adjoint.NDArray;
import dev.adjoint.Parameter;
import java.util.List;

/** A parameter, its optimiser's memory of it, and its own settings. */
final class Slot {
    final Parameter parameter;
    final String path;
    double rateFactor = 1;
    double weightDecay;
    boolean frozen;
    long steps;
    List<NDArray> state = List.of();

    Slot(Parameter parameter, String path, double weightDecay) {
        this.parameter = parameter;
        this.path = path;
        this.weightDecay = weightDecay;
    }

    /** Whether a step changes it. */
    boolean isActive() {
        return parameter.isTrainable() && !frozen && parameter.grad() != null;
    }
}
