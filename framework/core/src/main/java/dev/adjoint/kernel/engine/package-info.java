/**
 * The hidden state of the framework and its one owner, {@link dev.adjoint.kernel.engine.EngineState}; the threads that
 * help with loops; and how a backend is found. Not exported.
 */
package dev.adjoint.kernel.engine;
