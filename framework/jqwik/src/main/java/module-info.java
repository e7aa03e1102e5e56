/** Samples and assertions for property tests of layers, operations and their gradients. */
module dev.adjoint.jqwik {
    requires transitive dev.adjoint;
    requires transitive net.jqwik.api;
    requires transitive org.opentest4j;

    exports dev.adjoint.jqwik;

    provides net.jqwik.api.SampleReportingFormat with
            dev.adjoint.jqwik.JavaReportingFormat;
    provides net.jqwik.api.providers.ArbitraryProvider with
            dev.adjoint.jqwik.AdjointArbitraryProvider;
}
