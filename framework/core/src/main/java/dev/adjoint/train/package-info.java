/**
 * Training: {@link dev.adjoint.train.Trainer} runs it, {@link dev.adjoint.train.Metric}s measure it,
 * {@link dev.adjoint.train.TrainingListener}s follow it, and checkpoints carry it over interruptions to the same bits.
 */
package dev.adjoint.train;
