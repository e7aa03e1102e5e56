package dev.adjoint.explorer;

import java.util.List;

/**
 * All that a page shows of one tape, as it stands in the page's data.
 *
 * @param title the heading
 * @param description what is recorded, a sentence or two
 * @param loss the place of the loss
 * @param entries the tape up to its loss
 * @param checks the gradients of leaves beside finite differences
 * @param film snapshots of the training; null without any
 * @param surface the loss over the plane of a parameter with two elements; null without one
 * @param notes what could not be recorded, and why
 */
record RecordedTape(
        String title,
        String description,
        int loss,
        List<RecordedEntry> entries,
        List<LeafCheck> checks,
        Film.Roll film,
        LossSurface surface,
        List<String> notes) {}
