package dev.adjoint;

import dev.adjoint.internal.Access;

/** Opens what packages of the framework may ask of tapes and parameters. */
final class FrontAccess extends Access {
    @Override
    public Object enter(String name) {
        Tape tape = Tape.currentOrNull();
        return tape == null ? null : tape.enter(name);
    }

    @Override
    public void leave(Object outer) {
        Tape tape = Tape.currentOrNull();
        if (tape != null) {
            tape.leave((Frame) outer);
        }
    }

    @Override
    public int mark() {
        Tape tape = Tape.currentOrNull();
        return tape == null ? 0 : tape.entries().size();
    }

    @Override
    public void release(Tensor x, Tensor y, int since) {
        if (Tape.isRecordingHere()) {
            Tape.current().release(x, y, since);
        } else if (!y.value().sharesMemory(x.value())) {
            Workspace.discard(x.value());
        }
    }

    @Override
    public void show(Tensor tensor) {
        if (Tape.isRecordingHere()) {
            Tape.current().show(tensor);
        }
    }

    @Override
    public void restore(Tape tape) {
        tape.restore();
    }

    @Override
    public void requireOwnGradient(Parameter parameter) {
        parameter.requireOwnGradient();
    }

    @Override
    public void stepped(Parameter parameter) {
        parameter.stepped();
    }
}
