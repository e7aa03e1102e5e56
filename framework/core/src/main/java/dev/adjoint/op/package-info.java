/**
 * The differentiable operations. Each stands in a file of its own: its formula, its value and, right below, its
 * gradient.
 */
package dev.adjoint.op;
