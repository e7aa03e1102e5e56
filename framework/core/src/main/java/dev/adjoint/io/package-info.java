/**
 * Files: {@link dev.adjoint.io.SafeTensors} reads and {@link dev.adjoint.io.SafeTensorsWriter} writes numbers by name;
 * {@link dev.adjoint.nn.Models} keeps a whole network, architecture and weights, in one such file;
 * {@link dev.adjoint.optim.Checkpoints} keeps what a training needs to go on; {@link dev.adjoint.io.AtomicFile}
 * replaces files so that a crash leaves the old or the new one, never a part.
 */
package dev.adjoint.io;
