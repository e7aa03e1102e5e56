/**
 * Reverse-mode automatic differentiation: tensors, the tape that records what is done with them, and the walk back over
 * it.
 *
 * <p>The theory in three lines. A program computes a scalar from its inputs through operations y = f(x). Given the
 * gradient of the scalar with respect to y, the chain rule gives the one with respect to x: the vector-Jacobian product
 * of f. Walking the recorded operations from the last to the first, and adding where a value was used more than once,
 * yields all gradients for about the cost of the computation itself (Griewank and Walther, Evaluating Derivatives,
 * 2008).
 */
package dev.adjoint.autograd;
