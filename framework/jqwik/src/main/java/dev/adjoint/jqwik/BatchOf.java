package dev.adjoint.jqwik;

import dev.adjoint.DType;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Says which batches a parameter of type {@link dev.adjoint.data.Batch} takes. See {@link BatchArbitrary}. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.ANNOTATION_TYPE, ElementType.PARAMETER, ElementType.TYPE_USE})
public @interface BatchOf {
    /**
     * The smallest number of samples.
     *
     * @return at least 0
     */
    int minSamples() default BatchArbitrary.MIN_SAMPLES;

    /**
     * The largest number of samples.
     *
     * @return at least the smallest
     */
    int maxSamples() default BatchArbitrary.MAX_SAMPLES;

    /**
     * The shape of a sample.
     *
     * @return the sizes without the batch axis
     */
    int[] sample() default BatchArbitrary.FEATURES;

    /**
     * The number of classes.
     *
     * @return at least 1
     */
    int classes() default LabelArbitrary.CLASSES;

    /**
     * The element type of the samples.
     *
     * @return float32 by default
     */
    DType dtype() default DType.FLOAT32;
}
