/** Matrix products and convolutions on the Vector API. Not exported: the provider is found by its service. */
package dev.adjoint.simd;
