package dev.adjoint;

import java.util.function.UnaryOperator;

/**
 * A part of a computation of which only the result stays in memory, and which is computed again on the way back: memory
 * for time. Gradients are the same to the bit as without it, and of any order.
 *
 * <pre>{@code
 * Tensor h = Checkpoint.of(block1::forward, x);
 * Tensor y = Checkpoint.of(block2::forward, h);
 * }</pre>
 *
 * <p>The part is recorded on the tape as everything else is. When it ends, the tape drops the values inside. On the way
 * back it repeats the operations' forward passes with the inputs they had, so that random numbers are the same and
 * running statistics move once. Parts may use any tensors and parameters, and may contain further checkpoints. What is
 * computed inside can be used inside only, but for the result. Source: T. Chen and others, Training deep nets with
 * sublinear memory cost, 2016.
 */
public final class Checkpoint {
    private Checkpoint() {}

    /**
     * Computes a part of a computation without keeping what is inside.
     *
     * @param part a function of one tensor, and of any others
     * @param x its argument
     * @return its value
     */
    public static Tensor of(UnaryOperator<Tensor> part, Tensor x) {
        return Tape.isRecordingHere() ? Tape.current().checkpoint(part, x) : part.apply(x);
    }
}
