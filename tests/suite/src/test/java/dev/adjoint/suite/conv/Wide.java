package dev.adjoint.suite.conv;

import dev.adjoint.jqwik.ConvOf;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Convolutions with more of everything than by default. */
@ConvOf(maxGroups = 3, maxWindows = 4, maxKernel = 4, maxStride = 4, maxDilation = 3, maxPadding = 3)
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
@interface Wide {}
