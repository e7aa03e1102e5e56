package dev.adjoint.explorer;

/**
 * What a page shows of one tape. {@link Explorer#recording} makes it while the tape is open. {@link Page} puts it on a
 * page with others at any time afterwards.
 */
public final class Recording {
    private final RecordedTape tape;

    Recording(RecordedTape tape) {
        this.tape = tape;
    }

    /**
     * The heading.
     *
     * @return the text that was given to {@link Explorer#title}
     */
    public String title() {
        return tape.title();
    }

    /**
     * The number of entries.
     *
     * @return the number of entries up to the loss
     */
    public int size() {
        return tape.entries().size();
    }

    RecordedTape tape() {
        return tape;
    }
}
