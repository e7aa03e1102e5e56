package dev.adjoint.bench;

import dev.adjoint.Engine;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How benchmarks run: each in a JVM of its own, on one thread unless told otherwise.
 *
 * <pre>
 * mvn -q -DskipTests package
 * java -cp tests/bench/target/adjoint-bench.jar org.openjdk.jmh.Main Product
 * java -cp tests/bench/target/adjoint-bench.jar org.openjdk.jmh.Main TrainingStep -p network=LENET -p threads=1,2
 * </pre>
 */
@State(Scope.Thread)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public abstract class Benchmarks {
    /** Threads to compute with. */
    @Param("1")
    public int threads;

    /** Makes the choice before anything is computed. */
    @Setup
    public void chooseThreads() {
        Engine.useThreads(threads);
    }
}
