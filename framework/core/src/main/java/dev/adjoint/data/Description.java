package dev.adjoint.data;

/** Datasets as a person reads them, without making a sample. */
final class Description {
    private Description() {}

    /** The samples and classes of a dataset, as in {@code 288 samples in 3 classes}. */
    static String of(Dataset dataset) {
        int classes = dataset.classNames().size();
        return dataset.size()
                + (dataset.size() == 1 ? " sample" : " samples")
                + (classes == 0 ? "" : " in " + classes + (classes == 1 ? " class" : " classes"));
    }
}
