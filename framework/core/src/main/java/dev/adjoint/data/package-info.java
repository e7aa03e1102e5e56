/**
 * Data to train on: datasets, transforms of their samples, and mini-batches in an order that a seed decides, made by
 * background threads if wanted.
 *
 * <pre>{@code
 * NDArray images = Idx.read(imageFile).toArray(DType.FLOAT32, 1 / 255.0);
 * Dataset digits = Dataset.of(images, Idx.read(labelFile).toInts());
 * Batches batches = Batches.of(digits, 32).shuffle(42).workers(2);
 * try (Epoch epoch = batches.epoch(0)) {
 *     for (Batch batch : epoch) { ... }
 * }
 * }</pre>
 */
package dev.adjoint.data;
