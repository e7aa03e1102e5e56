package dev.adjoint.optim;

/**
 * The result of a batch.
 *
 * @param epoch the number of its epoch, from 1
 * @param batch its number in the epoch, from 1
 * @param batches the number of batches in an epoch
 * @param steps the optimiser's steps since the training began, one after this batch included
 * @param learningRate the learning rate of the batch
 * @param loss the mean loss over its samples
 */
public record BatchResult(int epoch, int batch, int batches, int steps, double learningRate, double loss) {}
