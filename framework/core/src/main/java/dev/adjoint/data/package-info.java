/**
 * Data to train on: files in the IDX format, datasets in memory, and mini-batches in an order that a seed decides.
 *
 * <pre>{@code
 * NDArray images = Idx.read(imageFile).toArray(DType.FLOAT32, 1 / 255.0);
 * Dataset digits = Dataset.of(images, Idx.read(labelFile).toInts());
 * Batches batches = Batches.of(digits, 32).shuffle(42);
 * for (Batch batch : batches.epoch(0)) { ... }
 * }</pre>
 */
package dev.adjoint.data;
