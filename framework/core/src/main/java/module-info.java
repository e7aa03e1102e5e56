/** Adjoint, a reverse-mode deep-learning framework in pure Java. */
@SuppressWarnings("module") // dev.adjoint.simd is compiled after this module
module dev.adjoint {
    requires com.fasterxml.jackson.databind;
    requires static transitive java.desktop;
    requires transitive ejml.core;
    requires ejml.ddense;
    requires ejml.dsparse;

    exports dev.adjoint;
    exports dev.adjoint.data;
    exports dev.adjoint.io;
    exports dev.adjoint.nn;
    exports dev.adjoint.op;
    exports dev.adjoint.optim;
    exports dev.adjoint.window;
    exports dev.adjoint.kernel to
            dev.adjoint.simd;

    uses dev.adjoint.kernel.Gemm;

    provides dev.adjoint.kernel.Gemm with
            dev.adjoint.kernel.EjmlGemm;
}
