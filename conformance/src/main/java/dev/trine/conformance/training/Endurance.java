package dev.trine.conformance.training;

import com.sun.management.ThreadMXBean;
import dev.trine.backend.Backend;
import dev.trine.conformance.harness.ResidentMemory;
import dev.trine.data.Batches;
import dev.trine.graph.compile.Program;
import dev.trine.nn.Model;
import dev.trine.train.TrainStep;
import java.lang.management.ManagementFactory;
import java.util.stream.IntStream;

/**
 * What thousands of recorded steps leave behind.
 *
 * @param liveBytes growth of the backend's device memory
 * @param residentBytes growth of the process; 0 where the system does not say
 * @param heapBytesPerStep Java objects allocated by the training thread
 */
public record Endurance(long liveBytes, long residentBytes, double heapBytesPerStep) {
  private static final int WARM_UP = 2_000;
  private static final int STEPS = 10_000;
  private static final long MOST_RESIDENT_BYTES = 16 << 20;
  private static final double MOST_HEAP_BYTES_PER_STEP = 256;

  /** Replays the step of a training run ten thousand times. */
  public static Endurance of(Backend backend, TrainingCase run) {
    try (Model model = run.network().initialise(backend, 1);
        TrainStep step = new TrainStep(model, run.objective(), run.optimizer(), 1);
        Batches batches = new Batches(backend, run.dataset(), run.batch())) {
      step.run(batches.single(IntStream.range(0, run.dataset().size()).toArray(), 0));
      Program program = step.program(run.batch());
      replay(backend, program, WARM_UP);
      long live = backend.memory().liveBytes();
      long resident = ResidentMemory.bytes();
      long heap = heapBytes();
      replay(backend, program, STEPS);
      return new Endurance(
          backend.memory().liveBytes() - live,
          ResidentMemory.bytes() - resident,
          (heapBytes() - heap) / (double) STEPS);
    }
  }

  /**
   * Checks that steps leave nothing behind beyond what a process gains by itself.
   *
   * @throws AssertionError if memory grew, or a step makes more than a few small Java objects
   */
  public void check() {
    if (liveBytes != 0
        || residentBytes > MOST_RESIDENT_BYTES
        || heapBytesPerStep > MOST_HEAP_BYTES_PER_STEP) {
      throw new AssertionError("Steps leave something behind: " + this);
    }
  }

  private static void replay(Backend backend, Program program, int steps) {
    for (int i = 0; i < steps; i++) {
      program.run();
      if (i % 100 == 99) {
        backend.synchronize(); // as reading the metrics would
      }
    }
    backend.synchronize();
  }

  private static long heapBytes() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }
}
