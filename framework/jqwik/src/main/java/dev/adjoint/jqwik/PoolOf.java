package dev.adjoint.jqwik;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Says which poolings a parameter of type {@link PoolCase} takes. See {@link PoolArbitrary}. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.ANNOTATION_TYPE, ElementType.PARAMETER, ElementType.TYPE_USE})
public @interface PoolOf {
    /**
     * The smallest number of spatial axes.
     *
     * @return at least 1
     */
    int minAxes() default PoolArbitrary.MIN_AXES;

    /**
     * The largest number of spatial axes.
     *
     * @return at most 3
     */
    int maxAxes() default PoolArbitrary.MAX_AXES;

    /**
     * The largest number of images.
     *
     * @return at least 1
     */
    int maxBatch() default PoolArbitrary.MAX_BATCH;

    /**
     * The largest number of channels.
     *
     * @return at least 1
     */
    int maxChannels() default PoolArbitrary.MAX_CHANNELS;

    /**
     * The largest number of windows along an axis.
     *
     * @return at least 1
     */
    int maxWindows() default PoolArbitrary.MAX_WINDOWS;

    /**
     * The smallest kernel.
     *
     * @return cells along an axis, at least 1
     */
    int minKernel() default PoolArbitrary.MIN_KERNEL;

    /**
     * The largest kernel.
     *
     * @return cells along an axis, at least 1
     */
    int maxKernel() default PoolArbitrary.MAX_KERNEL;

    /**
     * The largest stride.
     *
     * @return at least 1
     */
    int maxStride() default PoolArbitrary.MAX_STRIDE;

    /**
     * The largest dilation.
     *
     * @return at least 1
     */
    int maxDilation() default PoolArbitrary.MAX_DILATION;
}
