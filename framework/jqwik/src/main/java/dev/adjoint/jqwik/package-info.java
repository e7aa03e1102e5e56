/**
 * Property tests for authors of layers and operations. They consist of samples that jqwik draws and shrinks, and of
 * assertions about gradients, adjoints, linearity and equivariance. The assertions serve JUnit as well.
 *
 * <pre>{@code
 * @Property
 * void gradientsAreRight(@ForAll ConvCase c) {
 *     assertGradientsMatch((x, w) -> MyConv.conv(x, w, c.options()), c.input(), c.weight());
 * }
 * }</pre>
 *
 * <p>If the property fails, jqwik reports the smallest convolution for which it fails, as Java code.
 */
package dev.adjoint.jqwik;
