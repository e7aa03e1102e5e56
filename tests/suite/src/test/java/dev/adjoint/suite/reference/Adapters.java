package dev.adjoint.suite.reference;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The adapters of all operators that the framework has, by the operator's name in the reference data. */
final class Adapters {
    private Adapters() {}

    static Map<String, Adapter> byName() {
        Map<String, Adapter> all = new TreeMap<>();
        List.of(
                        ConvAdapters.all(),
                        ElementwiseAdapters.all(),
                        ShapeAdapters.all(),
                        ReductionAdapters.all(),
                        MatmulAdapters.all(),
                        ActivationAdapters.all(),
                        NormAdapters.all(),
                        LinearAdapters.all(),
                        ResizeAdapters.all(),
                        OptimizerAdapters.all(),
                        PoolAdapters.all(),
                        LossAdapters.all(),
                        InitAdapters.all(),
                        ScheduleAdapters.all(),
                        ClipAdapters.all())
                .forEach(all::putAll);
        return all;
    }
}
