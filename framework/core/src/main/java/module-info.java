/** Adjoint, a reverse-mode deep-learning framework in pure Java. */
module dev.adjoint {
    requires com.fasterxml.jackson.databind;
    requires transitive ejml.core;
    requires ejml.ddense;
    requires ejml.dsparse;

    exports dev.adjoint;
    exports dev.adjoint.array;
    exports dev.adjoint.autograd;
    exports dev.adjoint.data;
    exports dev.adjoint.io;
    exports dev.adjoint.nn;
    exports dev.adjoint.op;
    exports dev.adjoint.optim;
    exports dev.adjoint.window;

    uses dev.adjoint.kernel.Gemm;

    provides dev.adjoint.kernel.Gemm with
            dev.adjoint.kernel.EjmlGemm;
}
