/** Everything whose windows slide, against loops that follow the definitions. */
package dev.adjoint.suite.windows;
