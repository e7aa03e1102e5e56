/**
 * Networks: {@link dev.adjoint.nn.Block}s hold parameters, buffers and children by name; {@link dev.adjoint.nn.Layer}s
 * map one tensor to one tensor.
 */
package dev.adjoint.nn;
