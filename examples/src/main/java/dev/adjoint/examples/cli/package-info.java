/** The command line {@code adjoint}: trains, evaluates, uses and inspects networks without a line of Java. */
package dev.adjoint.examples.cli;
