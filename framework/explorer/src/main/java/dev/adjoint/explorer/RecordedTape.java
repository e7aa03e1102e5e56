package dev.adjoint.explorer;

import java.util.List;

/**
 * Everything that a page shows of one tape, in the form of the page's data.
 *
 * @param title the heading
 * @param description a sentence or two about the recording
 * @param loss the place of the loss
 * @param entries the tape up to its loss
 * @param checks the gradients of leaves, compared with finite differences
 * @param film snapshots of the training; null if there are none
 * @param surface the loss over the plane of a parameter with two elements; null if there is no such parameter
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
