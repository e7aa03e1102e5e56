package dev.adjoint.jqwik;

import dev.adjoint.IntArray;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import dev.adjoint.data.Batch;
import java.lang.annotation.Annotation;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.providers.ArbitraryProvider;
import net.jqwik.api.providers.TypeUsage;

/** Tells jqwik what to draw for parameters of the types of this package, and reads their annotations. */
public final class AdjointArbitraryProvider implements ArbitraryProvider {
    private static final Map<Class<?>, Function<TypeUsage, Arbitrary<?>>> ARBITRARIES = Map.of(
            Shape.class, AdjointArbitraryProvider::shapes,
            ShapePair.class, type -> AdjointArbitraries.broadcastableShapes().common(shapes(type)),
            Tensor.class, AdjointArbitraryProvider::tensors,
            ConvCase.class, AdjointArbitraryProvider::convolutions,
            PoolCase.class, AdjointArbitraryProvider::poolings,
            IntArray.class, AdjointArbitraryProvider::labels,
            NetworkCase.class, AdjointArbitraryProvider::networks,
            Batch.class, AdjointArbitraryProvider::batches);

    /** Called by jqwik. */
    public AdjointArbitraryProvider() {}

    @Override
    public boolean canProvideFor(TypeUsage type) {
        return ARBITRARIES.containsKey(type.getRawType())
                && (!type.isOfType(IntArray.class) || type.isAnnotated(LabelsOf.class));
    }

    @Override
    public Set<Arbitrary<?>> provideFor(TypeUsage type, SubtypeProvider subtypes) {
        return Set.of(ARBITRARIES.get(type.getRawType()).apply(type));
    }

    /** The defaults, changed as the annotation says if the parameter has one. */
    private static <T, A extends Annotation> T configured(
            TypeUsage type, T defaults, Class<A> annotation, BiFunction<T, A, T> changes) {
        Optional<A> found = type.findAnnotation(annotation);
        return found.map(a -> changes.apply(defaults, a)).orElse(defaults);
    }

    private static ShapeArbitrary shapes(TypeUsage type) {
        return configured(
                type,
                AdjointArbitraries.shapes(),
                ShapeOf.class,
                (shapes, a) -> shapes.rank(a.minRank(), a.maxRank())
                        .dims(a.minDim(), a.maxDim())
                        .maxSize(a.maxSize()));
    }

    private static TensorArbitrary tensors(TypeUsage type) {
        TensorArbitrary defaults = AdjointArbitraries.tensors().shape(shapes(type));
        return configured(type, defaults, TensorOf.class, (tensors, a) -> {
            TensorArbitrary changed = tensors.dtype(a.dtype()).between(a.min(), a.max());
            changed = a.shape().length > 0 ? changed.shape(a.shape()) : changed;
            changed = a.distinct() > 0 ? changed.distinct(a.distinct()) : changed;
            changed = a.kinks().length > 0 ? changed.awayFrom(a.margin(), a.kinks()) : changed;
            return a.specialValues() ? changed.withSpecialValues() : changed;
        });
    }

    private static ConvArbitrary convolutions(TypeUsage type) {
        return configured(
                type,
                AdjointArbitraries.convolutions(),
                ConvOf.class,
                (convolutions, a) -> convolutions
                        .axes(a.minAxes(), a.maxAxes())
                        .maxBatch(a.maxBatch())
                        .maxGroups(a.maxGroups())
                        .maxChannels(a.maxChannels())
                        .maxWindows(a.maxWindows())
                        .kernel(a.minKernel(), a.maxKernel())
                        .maxStride(a.maxStride())
                        .maxDilation(a.maxDilation())
                        .maxPadding(a.maxPadding())
                        .modes(a.modes()));
    }

    private static PoolArbitrary poolings(TypeUsage type) {
        return configured(
                type,
                AdjointArbitraries.poolings(),
                PoolOf.class,
                (poolings, a) -> poolings.axes(a.minAxes(), a.maxAxes())
                        .maxBatch(a.maxBatch())
                        .maxChannels(a.maxChannels())
                        .maxWindows(a.maxWindows())
                        .kernel(a.minKernel(), a.maxKernel())
                        .maxStride(a.maxStride())
                        .maxDilation(a.maxDilation()));
    }

    private static LabelArbitrary labels(TypeUsage type) {
        LabelsOf a = type.findAnnotation(LabelsOf.class).orElseThrow();
        LabelArbitrary labels = AdjointArbitraries.labels(a.classes());
        return a.shape().length > 0 ? labels.shape(a.shape()) : labels;
    }

    private static NetworkArbitrary networks(TypeUsage type) {
        return configured(type, AdjointArbitraries.networks(), NetworkOf.class, (networks, a) -> {
            NetworkArbitrary changed = networks.maxLayers(a.maxLayers())
                    .axes(a.minAxes(), a.maxAxes())
                    .dtype(a.dtype());
            return a.smooth() ? changed.smooth() : changed;
        });
    }

    private static BatchArbitrary batches(TypeUsage type) {
        return configured(
                type,
                AdjointArbitraries.batches(),
                BatchOf.class,
                (batches, a) -> batches.samples(a.minSamples(), a.maxSamples())
                        .sample(a.sample())
                        .classes(a.classes())
                        .elements(AdjointArbitraries.tensors().dtype(a.dtype())));
    }
}
