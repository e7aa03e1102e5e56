/** What packages of the framework may ask of the front package, and programs need not see. Not exported. */
package dev.adjoint.internal;
