/** Tools for reading and writing files of all kinds: JSON with limits, checksums, errors. Not exported. */
package dev.adjoint.file;
