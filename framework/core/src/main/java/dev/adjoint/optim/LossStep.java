package dev.adjoint.optim;

import dev.adjoint.AnomalyException;
import dev.adjoint.ArgumentException;
import dev.adjoint.ConcurrencyException;
import dev.adjoint.NDArray;
import dev.adjoint.ShapeException;
import dev.adjoint.Tape;
import dev.adjoint.Tensor;
import dev.adjoint.Workspace;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** The step of one call, {@link Optimizer#step(Supplier)}, with the workspace that it keeps from step to step. */
final class LossStep {
    private final Optimizer optimizer;
    private final Workspace workspace = new Workspace();
    private final AtomicReference<Thread> running = new AtomicReference<>();

    LossStep(Optimizer optimizer) {
        this.optimizer = optimizer;
    }

    double run(Supplier<Tensor> loss) {
        Thread current = Thread.currentThread();
        if (!running.compareAndSet(null, current)) {
            throw inside(running.get(), current);
        }
        try {
            optimizer.requireOwnGradients();
            List<NDArray> before = gradients();
            Workspace.Scope scope = workspace.open();
            try {
                return step(loss);
            } catch (RuntimeException | Error e) {
                restore(before);
                throw e;
            } finally {
                scope.close();
            }
        } finally {
            running.set(null);
        }
    }

    private static RuntimeException inside(Thread other, Thread current) {
        if (other == current) {
            return new ArgumentException("step: a loss cannot make another step of the same optimizer");
        }
        return new ConcurrencyException("step: thread " + (other == null ? "" : other.getName() + " ")
                + "makes a step of this optimizer while thread " + current.getName()
                + " begins one; train a model in one thread, or give each thread a model and an optimizer of its own");
    }

    private double step(Supplier<Tensor> loss) {
        optimizer.zeroGrad();
        double value = walkBack(loss);
        if (optimizer.slots().stream().noneMatch(Slot::isActive)) {
            throw new ArgumentException("step: the loss depends on no parameter that this optimizer changes");
        }
        optimizer.step();
        optimizer.zeroGrad();
        return value;
    }

    private static double walkBack(Supplier<Tensor> loss) {
        try (Tape tape = Tape.record()) {
            Tensor result = loss.get();
            if (result == null || result.shape().size() != 1) {
                throw new ShapeException("step: expected a loss of one element, got "
                        + (result == null ? "null" : "shape " + result.shape() + "; reduce it with mean() or sum()"));
            }
            double value = result.item();
            if (!Double.isFinite(value)) {
                throw new AnomalyException("step: the loss is " + value
                        + "; a lower learning rate or clipped gradients may help, a tape that detects anomalies finds"
                        + " the operation");
            }
            tape.backward(result);
            return value;
        }
    }

    /** Copies of the existing gradients, with null for parameters without one. */
    private List<NDArray> gradients() {
        return optimizer.slots().stream()
                .map(slot -> slot.parameter.grad())
                .map(gradient -> gradient == null ? null : gradient.value().copy())
                .toList();
    }

    private void restore(List<NDArray> gradients) {
        for (int i = 0; i < gradients.size(); i++) {
            optimizer.slots().get(i).parameter.setGrad(gradients.get(i) == null ? null : new Tensor(gradients.get(i)));
        }
    }
}
