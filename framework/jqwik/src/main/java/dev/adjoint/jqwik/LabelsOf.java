package dev.adjoint.jqwik;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says which labels a parameter of type {@link dev.adjoint.IntArray} takes. Without this annotation jqwik has no
 * samples for that type. See {@link LabelArbitrary}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.ANNOTATION_TYPE, ElementType.PARAMETER, ElementType.TYPE_USE})
public @interface LabelsOf {
    /**
     * The number of classes.
     *
     * @return at least 1
     */
    int classes() default LabelArbitrary.CLASSES;

    /**
     * The shape of all of them.
     *
     * @return the sizes; empty, the default, for 1 to 4 samples
     */
    int[] shape() default {};
}
