package dev.adjoint.op;

import dev.adjoint.Op;
import dev.adjoint.window.Windows;
import java.util.List;

/**
 * An operation on {@code [N, C, spatial...]} of which each cell of the output depends only on one window of its first
 * input's cells, and on its other inputs.
 */
public interface Windowed extends Op {
    /**
     * The windows.
     *
     * @return those along each spatial axis
     */
    List<Windows> windows();
}
