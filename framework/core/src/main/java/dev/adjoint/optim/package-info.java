/**
 * Learning: rules that change parameters, learning rates over time, the training loop, what it measures, and what it
 * saves.
 *
 * <pre>{@code
 * Adam adam = new Adam(net, 1e-3);
 * for (Batch batch : images.batches(32).shuffle(1).epoch(0)) {
 *     adam.step(() -> Losses.crossEntropy(net.forward(batch.inputs()), batch.labels()));
 * }
 * }</pre>
 *
 * <p>A map of the package:
 *
 * <pre>
 * rules           Optimizer, with Sgd, Adam, AdamW, RmsProp, Adagrad; ParameterGroup, ParameterStep,
 *                 OptimizerOptions, OptimizerState
 * gradients       Clip, and Clipping for a training
 * rates           Schedule, with StepLr, MultiStepLr, ExponentialLr, CosineAnnealingLr, OneCycleLr, LinearWarmup;
 *                 Scheduler, ReduceOnPlateau
 * the loop        Trainer, TrainerOptions, LearningRate, Monitor, Improvement, Loss, GracefulExit
 * what it says    TrainingListener, with PlainLines, JsonLines; BatchResult, EpochResult, TrainingResult
 * measures        Metric, with Accuracy, TopKAccuracy, MeanLoss, ConfusionMatrix, ClassScores; Evaluation
 * saving          TrainingCheckpoint, Checkpoints, CheckpointOptions
 * </pre>
 *
 * <p>Definitions are PyTorch's. If a rule comes from a paper, its class names the paper.
 */
package dev.adjoint.optim;
