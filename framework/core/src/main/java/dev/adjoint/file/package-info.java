/** What reading and writing files takes, whatever is in them: JSON with limits, checksums, errors. Not exported. */
package dev.adjoint.file;
