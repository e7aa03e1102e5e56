/** What the packages of the framework share with each other and with nobody else. */
package dev.adjoint.internal;
