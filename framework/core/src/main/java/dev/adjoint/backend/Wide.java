package dev.adjoint.backend;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a double that stays one in the float twin of a kernel: an accumulator, a statistic, a count. Everything else
 * that is double becomes float there.
 */
@Target(ElementType.TYPE_USE)
@Retention(RetentionPolicy.SOURCE)
public @interface Wide {}
