/**
 * Files. {@link dev.adjoint.io.SafeTensors} reads numbers by name, and {@link dev.adjoint.io.SafeTensorsWriter} writes
 * them. {@link dev.adjoint.nn.Models} keeps a whole network, its architecture and its weights, in one such file.
 * {@link dev.adjoint.optim.Checkpoints} keeps what a training needs to continue. {@link dev.adjoint.io.AtomicFile}
 * replaces files so that a crash leaves the old or the new one, never a part.
 */
package dev.adjoint.io;
