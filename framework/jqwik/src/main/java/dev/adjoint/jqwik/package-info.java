/**
 * Property tests for those who write layers and operations: samples that jqwik draws and shrinks, and assertions about
 * gradients, adjoints, linearity and equivariance, which serve JUnit as well.
 *
 * <pre>{@code
 * @Property
 * void gradientsAreRight(@ForAll ConvCase c) {
 *     assertGradientsMatch((x, w) -> MyConv.conv(x, w, c.options()), c.input(), c.weight());
 * }
 * }</pre>
 *
 * <p>Where the property fails, jqwik reports the smallest convolution that it fails for, as Java code.
 */
package dev.adjoint.jqwik;
