/**
 * Learning: optimisers, learning-rate schedules and gradient clipping.
 *
 * <pre>{@code
 * Optimizer optimizer = new Sgd(model, Sgd.rate(0.1).momentum(0.9));
 * Scheduler scheduler = new Scheduler(optimizer, new StepLr(0.1, 10, 0.5));
 * }</pre>
 *
 * <p>Definitions are PyTorch's. If a rule comes from a paper, its class names the paper.
 */
package dev.adjoint.optim;
