/**
 * Random numbers whose generator can be saved and restored, so that an interrupted training goes on with the numbers it
 * would have drawn.
 */
package dev.adjoint.random;
