/**
 * Data to train on: sources of samples, transforms, and mini-batches in an order that a seed decides. Background
 * threads can make the batches.
 *
 * <p>Samples come from arrays ({@link dev.adjoint.data.Dataset#of}), IDX files ({@link dev.adjoint.data.Idx},
 * {@link dev.adjoint.data.Mnist}), CIFAR's binary files ({@link dev.adjoint.data.Cifar}), folders of images
 * ({@link dev.adjoint.data.ImageFolder}), CSV files ({@link dev.adjoint.data.Csv}) or a
 * {@link dev.adjoint.data.Dataset} of your own.
 *
 * <pre>{@code
 * Split images = Split.stratified(ImageFolder.read(folder, ImageOptions.GREY.resize(28, 28)), 0.1, 42);
 * Batches batches = images.training().batches(64)
 *         .shuffle(42)
 *         .transform(new RandomCrop(28, 28, 2), Normalize.fit(images.training()))
 *         .workers(2);
 * try (Epoch epoch = batches.epoch(0)) {
 *     for (Batch batch : epoch) { ... }
 * }
 * }</pre>
 *
 * <p>A file that is damaged, truncated or of another format gives a {@link dev.adjoint.DataFormatException} that names
 * the file and the place. Stated sizes are checked against the file before memory is taken.
 */
package dev.adjoint.data;
