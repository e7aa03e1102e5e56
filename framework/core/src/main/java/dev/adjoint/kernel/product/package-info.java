/** Matrix products, and the backend that core has of its own. Not exported; callers have checked shapes. */
package dev.adjoint.kernel.product;
