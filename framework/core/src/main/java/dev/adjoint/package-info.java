/** What every other package may use: the exceptions of Adjoint and the number of threads it computes with. */
package dev.adjoint;
