/** Adjoint, a reverse-mode deep-learning framework in pure Java. */
@SuppressWarnings("module") // dev.adjoint.simd and dev.adjoint.explorer are compiled after this module
module dev.adjoint {
    requires com.fasterxml.jackson.databind;
    requires static transitive java.desktop;
    requires transitive ejml.core;
    requires ejml.ddense;
    requires ejml.dsparse;

    exports dev.adjoint;
    exports dev.adjoint.backend;
    exports dev.adjoint.data;
    exports dev.adjoint.io;
    exports dev.adjoint.nn;
    exports dev.adjoint.optim;
    exports dev.adjoint.window;
    exports dev.adjoint.internal to
            dev.adjoint.explorer;
    exports dev.adjoint.op to
            dev.adjoint.explorer;

    uses dev.adjoint.backend.Backend;

    provides dev.adjoint.backend.Backend with
            dev.adjoint.kernel.product.EjmlBackend;
}
