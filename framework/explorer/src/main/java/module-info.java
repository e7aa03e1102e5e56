/** Adjoint's explorer: a recorded tape as a web page. */
module dev.adjoint.explorer {
    requires transitive dev.adjoint;
    requires com.fasterxml.jackson.databind;

    exports dev.adjoint.explorer;

    opens dev.adjoint.explorer to
            com.fasterxml.jackson.databind;
}
