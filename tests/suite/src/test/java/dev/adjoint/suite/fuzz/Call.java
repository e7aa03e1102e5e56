package dev.adjoint.suite.fuzz;

import dev.adjoint.AdjointException;
import dev.adjoint.Entry;
import dev.adjoint.Tape;
import dev.adjoint.Tensor;
import java.util.function.Supplier;

/** A call, and the gradients of its result. Both may fail with an error of ours, and in no other way. */
public final class Call {
    private Call() {}

    /** Whether a call gives a result; {@code what} names it in a fault. */
    public static boolean isAnswered(String what, Supplier<?> call) {
        try (Tape tape = Tape.record()) {
            if (call.get() instanceof Tensor y && tape.entries().stream().anyMatch(entry -> entry.output() == y)) {
                for (Tensor gradient : tape.from(y).seed(y).gradients(leaves(tape))) {
                    gradient.value();
                }
            }
            return true;
        } catch (AdjointException e) {
            if (e.getMessage().isBlank()) {
                throw new AssertionError(what + " was refused without a word", e);
            }
            return false;
        } catch (RuntimeException | Error e) {
            throw new AssertionError(what + " gave " + e, e);
        }
    }

    private static Tensor[] leaves(Tape tape) {
        return tape.entries().stream().filter(Entry::isLeaf).map(Entry::output).toArray(Tensor[]::new);
    }
}
