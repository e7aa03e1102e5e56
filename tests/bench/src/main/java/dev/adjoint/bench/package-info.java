/** What Adjoint costs: JMH benchmarks, and workloads on which other frameworks were measured. */
package dev.adjoint.bench;
