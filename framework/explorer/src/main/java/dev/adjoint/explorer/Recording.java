package dev.adjoint.explorer;

/**
 * What a page shows of one tape: made by {@link Explorer#recording} while the tape is open, put on a page with others
 * by {@link Page} at any time after.
 */
public final class Recording {
    private final RecordedTape tape;

    Recording(RecordedTape tape) {
        this.tape = tape;
    }

    /**
     * The heading.
     *
     * @return as it was given to {@link Explorer#title}
     */
    public String title() {
        return tape.title();
    }

    /**
     * The number of entries.
     *
     * @return how many the tape had, up to its loss
     */
    public int size() {
        return tape.entries().size();
    }

    RecordedTape tape() {
        return tape;
    }
}
