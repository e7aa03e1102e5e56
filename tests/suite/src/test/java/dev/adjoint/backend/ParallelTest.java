package dev.adjoint.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.Engine;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ParallelTest {
    private static final int PIECES = 37;

    private final int threads = Engine.threads();

    @BeforeEach
    void useTwoThreads() {
        Engine.useThreads(2);
    }

    @AfterEach
    void useAsManyAsBefore() {
        Engine.useThreads(threads);
    }

    private static List<Integer> counts(AtomicIntegerArray runs) {
        List<Integer> counts = new ArrayList<>();
        for (int i = 0; i < runs.length(); i++) {
            counts.add(runs.get(i));
        }
        return counts;
    }

    @Test
    void everyPieceRunsOnceInLoopsThatFollowAtOnceAndAfterTheHelpersSleep() throws InterruptedException {
        for (int loop = 0; loop < 200; loop++) {
            AtomicIntegerArray runs = new AtomicIntegerArray(PIECES);
            Parallel.pieces(PIECES, runs::incrementAndGet);
            assertThat(counts(runs)).containsOnly(1);
            if (loop % 50 == 0) {
                Thread.sleep(20);
            }
        }
    }

    @Test
    void helperTakesPartInALoop() {
        CountDownLatch both = new CountDownLatch(2);
        Parallel.pieces(2, i -> {
            both.countDown();
            await(both);
        });
        assertThat(both.getCount()).isZero();
    }

    @Test
    void loopInsideALoopRunsWhereItIs() {
        AtomicIntegerArray runs = new AtomicIntegerArray(PIECES * 3);
        Parallel.pieces(3, outer -> {
            Thread here = Thread.currentThread();
            Parallel.pieces(PIECES, i -> {
                assertThat(Thread.currentThread()).isSameAs(here);
                runs.incrementAndGet(outer * PIECES + i);
            });
        });
        assertThat(counts(runs)).containsOnly(1);
    }

    @Test
    void whatAPieceThrowsReachesTheCallerWhoeverRanIt() {
        for (boolean byHelper : new boolean[] {true, false}) {
            CountDownLatch both = new CountDownLatch(2);
            Thread caller = Thread.currentThread();
            assertThatThrownBy(() -> Parallel.pieces(2, i -> {
                        both.countDown();
                        await(both);
                        if (Thread.currentThread() != caller == byHelper) {
                            throw new IllegalStateException("piece " + i);
                        }
                    }))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("piece");
        }
        AtomicIntegerArray runs = new AtomicIntegerArray(PIECES);
        Parallel.pieces(PIECES, runs::incrementAndGet);
        assertThat(counts(runs)).containsOnly(1);
    }

    @Test
    void errorReachesTheCallerToo() {
        assertThatThrownBy(() -> Parallel.pieces(2, i -> {
                    throw new StackOverflowError();
                }))
                .isInstanceOf(StackOverflowError.class);
    }

    @Test
    void callersShareTheHelpers() throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(8);
        List<Future<List<Integer>>> results = new ArrayList<>();
        for (int caller = 0; caller < 64; caller++) {
            results.add(callers.submit(() -> {
                AtomicIntegerArray runs = new AtomicIntegerArray(PIECES);
                for (int loop = 0; loop < 100; loop++) {
                    Parallel.pieces(PIECES, runs::incrementAndGet);
                }
                return counts(runs);
            }));
        }
        for (Future<List<Integer>> result : results) {
            assertThat(result.get()).containsOnly(100);
        }
        callers.shutdown();
        assertThat(callers.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void interruptWhileWaitingIsKept() {
        CountDownLatch both = new CountDownLatch(2);
        Thread caller = Thread.currentThread();
        Parallel.pieces(2, i -> {
            both.countDown();
            await(both);
            if (Thread.currentThread() != caller) {
                pause(50);
                caller.interrupt();
                pause(50);
            }
        });
        assertThat(Thread.interrupted()).isTrue();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void pause(long milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
