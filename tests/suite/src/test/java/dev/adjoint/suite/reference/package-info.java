/** The framework against numbers that PyTorch computed: single operators, and whole trainings. */
package dev.adjoint.suite.reference;
