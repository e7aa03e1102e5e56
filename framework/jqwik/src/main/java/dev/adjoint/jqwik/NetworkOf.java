package dev.adjoint.jqwik;

import dev.adjoint.DType;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Says which networks a parameter of type {@link NetworkCase} takes. See {@link NetworkArbitrary}. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.ANNOTATION_TYPE, ElementType.PARAMETER, ElementType.TYPE_USE})
public @interface NetworkOf {
    /**
     * The largest number of layers.
     *
     * @return at least 1
     */
    int maxLayers() default NetworkArbitrary.MAX_LAYERS;

    /**
     * The smallest number of spatial axes of the input.
     *
     * @return at least 0
     */
    int minAxes() default NetworkArbitrary.MIN_AXES;

    /**
     * The largest number of spatial axes of the input.
     *
     * @return at most 3
     */
    int maxAxes() default NetworkArbitrary.MAX_AXES;

    /**
     * The element type.
     *
     * @return float64 by default
     */
    DType dtype() default DType.FLOAT64;

    /**
     * Whether layers whose first or second derivative has a jump are left out.
     *
     * @return false by default
     */
    boolean smooth() default false;
}
