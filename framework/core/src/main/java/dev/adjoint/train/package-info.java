/**
 * Training: {@link dev.adjoint.train.Trainer} runs it, {@link dev.adjoint.train.Metric}s measure it,
 * {@link dev.adjoint.train.TrainingListener}s follow it, and checkpoints carry it over interruptions to the same bits;
 * {@link dev.adjoint.train.Summary} tells how large a model is.
 */
package dev.adjoint.train;
