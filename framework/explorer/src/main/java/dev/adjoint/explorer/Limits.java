package dev.adjoint.explorer;

import dev.adjoint.ArgumentException;

/**
 * How much of a tape goes onto a page. The page names what is left out.
 *
 * @param elements the most numbers of one tensor; of a larger tensor the page gets a block from its first corner
 * @param derivatives the most local derivatives of one input of one operation; if there are more, paths through that
 *     operation are not followed one by one
 * @param checks the most elements of a named input whose gradient is compared with a finite difference, evenly spread;
 *     all parameters of a tape share the same number
 */
public record Limits(int elements, int derivatives, int checks) {
    /** 4,096 elements and derivatives, 64 checks. */
    public static final Limits DEFAULTS = new Limits(4096, 4096, 64);

    /**
     * Checks the limits.
     *
     * @param elements at least 1
     * @param derivatives at least 0
     * @param checks at least 0
     */
    public Limits {
        if (elements < 1 || derivatives < 0 || checks < 0) {
            throw new ArgumentException("explorer limits: expected at least 1 element, 0 derivatives and 0 checks, got "
                    + elements + ", " + derivatives + " and " + checks);
        }
    }

    /**
     * The same with another number of elements.
     *
     * @param most at least 1
     * @return new limits
     */
    public Limits elements(int most) {
        return new Limits(most, derivatives, checks);
    }

    /**
     * The same with another number of local derivatives.
     *
     * @param most at least 0
     * @return new limits
     */
    public Limits derivatives(int most) {
        return new Limits(elements, most, checks);
    }

    /**
     * The same with another number of finite differences.
     *
     * @param most at least 0
     * @return new limits
     */
    public Limits checks(int most) {
        return new Limits(elements, derivatives, most);
    }
}
