package dev.adjoint;

/** What views of the same elements share: how often these were written, and where their memory goes back to. */
final class Memory {
    /** In which they were made; null where the garbage collector looks after them. */
    Workspace.Scope scope;

    int writes;
    int holders;

    /** Whether the elements are no longer these views' own. */
    boolean returned;

    /** Whether there are no elements any more, as a checkpoint has dropped them. */
    boolean dropped;
}
