/** Adjoint, a reverse-mode deep-learning framework in pure Java. */
module dev.adjoint {
    requires com.fasterxml.jackson.databind;
    requires transitive ejml.core;
    requires ejml.ddense;
    requires ejml.dsparse;
}
