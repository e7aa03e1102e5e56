/** Dense arrays of numbers that know nothing of gradients, their shapes and element types. */
package dev.adjoint.array;
