package dev.adjoint.jqwik;

import dev.adjoint.PaddingMode;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Says which convolutions a parameter of type {@link ConvCase} takes. See {@link ConvArbitrary}. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.ANNOTATION_TYPE, ElementType.PARAMETER, ElementType.TYPE_USE})
public @interface ConvOf {
    /**
     * The smallest number of spatial axes.
     *
     * @return at least 1
     */
    int minAxes() default ConvArbitrary.MIN_AXES;

    /**
     * The largest number of spatial axes.
     *
     * @return at most 3
     */
    int maxAxes() default ConvArbitrary.MAX_AXES;

    /**
     * The largest number of images.
     *
     * @return at least 1
     */
    int maxBatch() default ConvArbitrary.MAX_BATCH;

    /**
     * The largest number of channels of a group, in and out.
     *
     * @return at least 1
     */
    int maxChannels() default ConvArbitrary.MAX_CHANNELS;

    /**
     * The largest number of windows along an axis.
     *
     * @return at least 1
     */
    int maxWindows() default ConvArbitrary.MAX_WINDOWS;

    /**
     * The smallest kernel.
     *
     * @return cells along an axis, at least 1
     */
    int minKernel() default ConvArbitrary.MIN_KERNEL;

    /**
     * The largest kernel.
     *
     * @return cells along an axis, at least 1
     */
    int maxKernel() default ConvArbitrary.MAX_KERNEL;

    /**
     * The largest stride.
     *
     * @return at least 1
     */
    int maxStride() default ConvArbitrary.MAX_STRIDE;

    /**
     * The largest dilation.
     *
     * @return at least 1
     */
    int maxDilation() default ConvArbitrary.MAX_DILATION;

    /**
     * The largest number of groups.
     *
     * @return at least 1
     */
    int maxGroups() default ConvArbitrary.MAX_GROUPS;

    /**
     * The largest padding of one side.
     *
     * @return at least 0
     */
    int maxPadding() default ConvArbitrary.MAX_PADDING;

    /**
     * The padding modes.
     *
     * @return the modes, the simplest first
     */
    PaddingMode[] modes() default PaddingMode.ZEROS;
}
