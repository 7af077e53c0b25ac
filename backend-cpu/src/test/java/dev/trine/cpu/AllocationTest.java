package dev.trine.cpu;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.backend.Call;
import dev.trine.backend.Recording;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What runs in every step leaves nothing for the garbage collector. */
class AllocationTest {
  private static final com.sun.management.ThreadMXBean THREADS =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

  @Test
  void aReplayedStepAllocatesNothing() {
    try (Backend backend = new CpuBackend(BackendOptions.defaults().withThreads(2))) {
      Step step = new Step(backend, 2048);
      try (Recording recording = backend.record(step.calls())) {
        assertAllocationFree(recording::replay);
      }
    }
  }

  @Test
  void enqueuedCallsAllocateNothing() {
    try (Backend backend = new CpuBackend(BackendOptions.defaults().withThreads(2))) {
      Call[] calls = new Step(backend, 2048).calls().toArray(Call[]::new);
      assertAllocationFree(
          () -> {
            for (Call call : calls) {
              call.enqueue();
            }
          });
    }
  }

  private static void assertAllocationFree(Runnable step) {
    int rounds = 200;
    run(step, rounds);
    long before = allocatedBytes();
    run(step, rounds);
    double bytes = (allocatedBytes() - before) / (double) rounds;
    // The measurement itself allocates some arrays.
    assertTrue(bytes < 256, () -> bytes + " bytes a step");
  }

  private static void run(Runnable step, int rounds) {
    for (int i = 0; i < rounds; i++) {
      step.run();
    }
  }

  /** Of this thread and the team's. */
  private static long allocatedBytes() {
    long[] ids =
        Thread.getAllStackTraces().keySet().stream()
            .filter(t -> t == Thread.currentThread() || t.getName().startsWith("trine-cpu"))
            .mapToLong(Thread::getId)
            .toArray();
    return Arrays.stream(THREADS.getThreadAllocatedBytes(ids)).filter(b -> b > 0).sum();
  }
}
