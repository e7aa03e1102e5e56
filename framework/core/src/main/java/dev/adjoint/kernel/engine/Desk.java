package dev.adjoint.kernel.engine;

import java.util.Arrays;
import java.util.function.Supplier;

/** What a thread keeps from one computation to the next. */
public final class Desk {
    private Object[] drawers = new Object[32];
    private boolean inLoop;

    Desk() {}

    /** What lies in a drawer, or what is made for it when it is opened first. */
    public Object open(int drawer, Supplier<?> content) {
        if (drawer >= drawers.length) {
            drawers = Arrays.copyOf(drawers, 2 * drawer);
        }
        if (drawers[drawer] == null) {
            drawers[drawer] = content.get();
        }
        return drawers[drawer];
    }

    /** Whether the thread runs pieces of a loop that it shares with others. */
    public boolean isInLoop() {
        return inLoop;
    }

    /** Says whether it does. */
    public void setInLoop(boolean inLoop) {
        this.inLoop = inLoop;
    }
}
