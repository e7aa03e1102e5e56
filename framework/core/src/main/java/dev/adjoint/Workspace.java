package dev.adjoint;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Memory that step after step of a training computes in. New memory the JVM clears first, and the caches of the
 * processor do not hold it; for what is done to each element of an activation that takes longer than the work itself.
 *
 * <pre>{@code
 * Workspace workspace = new Workspace();
 * for (Batch batch : batches) {
 *     try (Workspace.Scope step = workspace.open(); Tape tape = Tape.record()) {
 *         Tensor loss = Losses.crossEntropy(model.forward(batch.inputs()), batch.labels());
 *         tape.backward(loss);
 *         optimizer.step();
 *         optimizer.zeroGrad();
 *         sum += loss.item();
 *     }
 * }
 * }</pre>
 *
 * <p>While a scope is open, the results of operations on this thread come from the workspace. They go back to it when
 * the scope is closed. Reading them afterwards gives a {@link WorkspaceException}, never the numbers of another step.
 * An array that must live longer is {@linkplain Scope#keep kept} or {@linkplain NDArray#copy copied}. Parameters keep
 * their gradients until {@code zeroGrad}. Two kinds of results go back before the scope is closed: gradients that a
 * backward pass no longer needs, if it uses up its tape, and the results that one layer of a {@code Sequential} makes
 * for the next, when that has run and no gradient needs them. So a layer or an operation of your own that stores its
 * input must copy it. What a hook of a layer has seen stays while something is recorded. Arrays made in other ways, as
 * by {@link NDArray#of}, never go back.
 *
 * <p>A workspace serves one thread at a time. It holds as much memory as the largest of its latest steps took.
 */
public final class Workspace {
    /** Smaller arrays are as cheap from the heap. */
    private static final int SMALLEST = 1 << 10;

    /** An array is dropped if this many scopes did not use its length. */
    private static final int PATIENCE = 16;

    private static final ThreadLocal<Scope> CURRENT = new ThreadLocal<>();

    private final Map<Integer, Free> floats = new HashMap<>();
    private final Map<Integer, Free> doubles = new HashMap<>();
    private final boolean poisoned;
    private int opened;
    private boolean open;

    /** Creates a workspace that holds nothing yet. */
    public Workspace() {
        this(false);
    }

    private Workspace(boolean poisoned) {
        this.poisoned = poisoned;
    }

    /**
     * A workspace for tests of operations, whose memory holds NaN wherever it was not written: also that of the
     * smallest arrays, which else come from the heap.
     *
     * @return the workspace
     */
    public static Workspace poisoned() {
        return new Workspace(true);
    }

    /** Arrays of one length that wait for use. */
    private static final class Free {
        private final Deque<Object> arrays = new ArrayDeque<>();
        private int lastUse;
    }

    /**
     * Opens the workspace on this thread. Workspaces nest: the innermost is the one in use.
     *
     * @return closes it
     * @throws WorkspaceException if it is open already
     */
    public Scope open() {
        synchronized (this) {
            if (open) {
                throw new WorkspaceException("workspace: expected one that is closed, got one that is open already;"
                        + " every thread, and every scope inside another, needs one of its own");
            }
            open = true;
        }
        opened++;
        return new Scope(this, CURRENT.get());
    }

    /**
     * A scope inside the innermost open one, of the same workspace: for work of which only what is handed on lives
     * longer.
     *
     * @return the scope, or null if none is open on this thread
     */
    public static Scope inner() {
        Scope current = CURRENT.get();
        return current == null ? null : new Scope(current.workspace, current);
    }

    /**
     * An array for the result of an operation, which writes every element: they hold anything.
     *
     * @param dtype the element type
     * @param shape the shape
     * @return the array, from the workspace open on this thread if there is one
     */
    public static NDArray result(DType dtype, Shape shape) {
        Scope scope = CURRENT.get();
        boolean fromHeap = scope == null || shape.size() < SMALLEST && !scope.workspace.poisoned;
        return fromHeap ? NDArray.zeros(dtype, shape) : scope.take(dtype, shape);
    }

    /**
     * An array of zeros for the result of an operation, which adds to them.
     *
     * @param dtype the element type
     * @param shape the shape
     * @return the array, from the workspace open on this thread if there is one
     */
    public static NDArray zeros(DType dtype, Shape shape) {
        NDArray result = result(dtype, shape);
        if (result.memory().scope != null) {
            result.fill(0);
        }
        return result;
    }

    /**
     * Holds an array beyond its scope, until as many calls of {@link #giveBack} follow as there were of this.
     *
     * @param array the array
     */
    static void hold(NDArray array) {
        array.memory().holders++;
    }

    /**
     * Takes back one {@link #hold}, and {@linkplain #discard discards} the array if nobody holds it any more.
     *
     * @param array the array, not to be read any more by its holder
     */
    static void giveBack(NDArray array) {
        array.memory().holders--;
        discard(array);
    }

    /**
     * Returns the memory of an array before its scope is closed, if it was made in the innermost scope on this thread,
     * or in one closed before of the same workspace, and nobody holds it.
     *
     * @param array the array, not to be read any more
     */
    public static void discard(NDArray array) {
        Memory memory = array.memory();
        Scope scope = memory.scope;
        if (scope == null || memory.holders > 0) {
            return;
        }
        Scope current = CURRENT.get();
        if (current != null && current.workspace == scope.workspace && (scope == current || scope.closed)) {
            scope.workspace.take(array);
        }
    }

    private void take(NDArray array) {
        Memory memory = array.memory();
        if (!memory.returned) {
            memory.returned = true;
            free(array.dtype(), array.size()).arrays.push(array.elements());
        }
    }

    private Free free(DType dtype, int length) {
        return (dtype == DType.FLOAT32 ? floats : doubles).computeIfAbsent(length, n -> new Free());
    }

    private void close() {
        if (opened % PATIENCE == 0) {
            floats.values().removeIf(free -> free.lastUse + PATIENCE < opened);
            doubles.values().removeIf(free -> free.lastUse + PATIENCE < opened);
        }
        synchronized (this) {
            open = false;
        }
    }

    /** The time during which a workspace is open. Close it with try-with-resources. */
    public static final class Scope implements AutoCloseable {
        private final Workspace workspace;
        private final Scope enclosing;
        private final List<NDArray> arrays = new ArrayList<>();
        private boolean closed;

        private Scope(Workspace workspace, Scope enclosing) {
            this.workspace = workspace;
            this.enclosing = enclosing;
            CURRENT.set(this);
        }

        private NDArray take(DType dtype, Shape shape) {
            Free free = workspace.free(dtype, shape.size());
            free.lastUse = workspace.opened;
            Object elements = free.arrays.poll();
            NDArray array = elements == null ? allocate(dtype, shape) : NDArray.around(shape, elements);
            if (workspace.poisoned) {
                array.fill(Double.NaN);
            }
            enter(array);
            return array;
        }

        /** New memory, for which all that waits for use makes room if it must. */
        private NDArray allocate(DType dtype, Shape shape) {
            try {
                return NDArray.zeros(dtype, shape);
            } catch (MemoryException e) {
                workspace.floats.clear();
                workspace.doubles.clear();
                return NDArray.zeros(dtype, shape);
            }
        }

        private void enter(NDArray array) {
            array.memory().scope = this;
            arrays.add(array);
        }

        /**
         * Leaves an array to the garbage collector, so that it may be read after the scope.
         *
         * @param array an array computed in the scope, or a view of one
         * @return the array
         */
        public NDArray keep(NDArray array) {
            array.memory().scope = null;
            return array;
        }

        /**
         * Lets an array made in this scope live as long as those made in the one around it.
         *
         * @param array the array
         */
        public void handOn(NDArray array) {
            if (array.memory().scope == this) {
                enclosing.enter(array);
            }
        }

        /** Takes back all arrays made since the scope was opened that nobody holds. */
        @Override
        public void close() {
            if (closed) {
                return;
            }
            if (CURRENT.get() != this) {
                throw new WorkspaceException("workspace: a scope must be closed on the thread that opened it, after"
                        + " those opened inside it");
            }
            closed = true;
            for (NDArray array : arrays) {
                Memory memory = array.memory();
                if (memory.scope == this && memory.holders == 0) {
                    workspace.take(array);
                }
            }
            arrays.clear();
            if (enclosing == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(enclosing);
            }
            if (enclosing == null || enclosing.workspace != workspace) {
                workspace.close();
            }
        }
    }
}
