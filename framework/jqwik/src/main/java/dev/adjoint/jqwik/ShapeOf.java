package dev.adjoint.jqwik;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says which shapes a parameter of type {@link dev.adjoint.Shape} or {@link ShapePair} takes. For a pair it describes
 * the common shape. See {@link ShapeArbitrary}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.ANNOTATION_TYPE, ElementType.PARAMETER, ElementType.TYPE_USE})
public @interface ShapeOf {
    /**
     * The smallest number of axes.
     *
     * @return at least 0
     */
    int minRank() default ShapeArbitrary.MIN_RANK;

    /**
     * The largest number of axes.
     *
     * @return at least the smallest
     */
    int maxRank() default ShapeArbitrary.MAX_RANK;

    /**
     * The fewest cells along an axis.
     *
     * @return at least 0; with 0, shapes without elements are drawn too
     */
    int minDim() default ShapeArbitrary.MIN_DIM;

    /**
     * The most cells along an axis.
     *
     * @return at least the fewest
     */
    int maxDim() default ShapeArbitrary.MAX_DIM;

    /**
     * The largest number of elements.
     *
     * @return at least 1
     */
    int maxSize() default ShapeArbitrary.MAX_SIZE;
}
