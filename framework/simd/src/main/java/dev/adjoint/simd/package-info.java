/**
 * Matrix products and convolutions on the Vector API, and in plain Java. Not exported: the provider is found by its
 * service.
 */
package dev.adjoint.simd;
