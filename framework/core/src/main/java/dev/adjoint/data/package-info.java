/**
 * Data to train on: where samples come from, transforms of them, and mini-batches in an order that a seed decides, made
 * by background threads if wanted.
 *
 * <p>Samples come from arrays ({@link dev.adjoint.data.Dataset#of}), IDX files ({@link dev.adjoint.data.Idx},
 * {@link dev.adjoint.data.Mnist}), CIFAR's binary files ({@link dev.adjoint.data.Cifar}), folders of images
 * ({@link dev.adjoint.data.ImageFolder}), CSV files ({@link dev.adjoint.data.Csv}) or a
 * {@link dev.adjoint.data.Dataset} of one's own.
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
 * <p>A file that is damaged, truncated or not of its format gives a {@link dev.adjoint.DataFormatException} that names
 * it and the place. Stated sizes are held against the file before memory is taken.
 */
package dev.adjoint.data;
