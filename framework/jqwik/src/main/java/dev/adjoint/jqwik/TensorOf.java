package dev.adjoint.jqwik;

import dev.adjoint.DType;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says which tensors a parameter of type {@link dev.adjoint.Tensor} takes. Unless a shape is given, {@link ShapeOf} may
 * be added to describe the shapes. See {@link TensorArbitrary}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.ANNOTATION_TYPE, ElementType.PARAMETER, ElementType.TYPE_USE})
public @interface TensorOf {
    /**
     * The shape of all of them.
     *
     * @return the sizes; empty, the default, for various shapes
     */
    int[] shape() default {};

    /**
     * The element type.
     *
     * @return float64 by default
     */
    DType dtype() default DType.FLOAT64;

    /**
     * The smallest element.
     *
     * @return included
     */
    double min() default TensorArbitrary.LOW;

    /**
     * The largest element.
     *
     * @return included
     */
    double max() default TensorArbitrary.HIGH;

    /**
     * How far any two elements are apart.
     *
     * @return 0, the default, if they may be equal
     */
    double distinct() default 0;

    /**
     * Numbers at which a function has no derivative.
     *
     * @return none by default
     */
    double[] kinks() default {};

    /**
     * How far the elements keep away from the kinks.
     *
     * @return more than 0
     */
    double margin() default 0.125;

    /**
     * Whether NaN, infinities and other extremes of floating point occur.
     *
     * @return false by default
     */
    boolean specialValues() default false;
}
