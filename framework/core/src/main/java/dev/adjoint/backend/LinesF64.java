package dev.adjoint.backend;

/**
 * Groups of lines in memory: line i of group t begins at {@code from + t jump + i apart}.
 *
 * @param data the memory
 * @param from where the first line begins
 * @param apart how far apart the lines of a group begin
 * @param jump how far apart groups begin
 */
public record LinesF64(double[] data, int from, int apart, int jump) {}
