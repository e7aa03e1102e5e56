package dev.adjoint;

/**
 * The gradients of one backward pass, by entry. Their memory goes back to the workspace that is open, if any, as soon
 * as they are replaced: unless others may have seen them.
 */
final class PassGradients implements AutoCloseable {
    private final Tensor[] gradients;
    private final Workspace.Scope scope;

    PassGradients(int count, boolean seenByOthers) {
        gradients = new Tensor[count];
        scope = seenByOthers ? null : Workspace.inner();
    }

    int count() {
        return gradients.length;
    }

    /** The gradient of an entry, or null. */
    Tensor get(int i) {
        return gradients[i];
    }

    /** Puts a gradient, or null, in the place of the one before. */
    void set(int i, Tensor gradient) {
        if (scope != null) {
            if (gradient != null) {
                Workspace.hold(gradient.value());
            }
            if (gradients[i] != null) {
                Workspace.giveBack(gradients[i].value());
            }
        }
        gradients[i] = gradient;
    }

    /** Adds a gradient to what an entry has. */
    void add(int i, Tensor gradient) {
        set(i, gradients[i] == null ? gradient : gradients[i].add(gradient));
    }

    /** The gradient of an entry, for use after the pass. */
    Tensor handOn(int i) {
        Tensor gradient = gradients[i];
        if (scope != null) {
            scope.handOn(gradient.value());
        }
        return gradient;
    }

    @Override
    public void close() {
        for (int i = 0; i < gradients.length; i++) {
            set(i, null);
        }
        if (scope != null) {
            scope.close();
        }
    }
}
