package dev.trine.train;

import dev.trine.backend.Backend;
import dev.trine.backend.MemoryStats;
import dev.trine.graph.Cost;
import dev.trine.graph.Node;
import dev.trine.graph.compile.Program;
import dev.trine.nn.Model;
import dev.trine.nn.Network;
import dev.trine.nn.Objective;
import java.util.Map;

/**
 * The memory that training takes, found by compiling steps of two batches: what parameters take is
 * the same for both, and the rest grows with the batch.
 *
 * @param batch examples a step
 * @param bytes all that model, optimizer and step hold on the device
 * @param bytesByOwner the same by what holds it, largest first
 * @param bytesPerExample by how much the memory grows with each further example
 * @param largestBatch about the largest that fits into what the backend may hold
 * @param products the work of one step that matrix products are
 */
public record StepMemory(
    int batch,
    long bytes,
    Map<String, Long> bytesByOwner,
    double bytesPerExample,
    long largestBatch,
    Cost products) {

  /**
   * Compiles steps of that batch and of half of it, and runs none.
   *
   * @param backend holds nothing else
   * @throws dev.trine.OutOfDeviceMemoryException if the batch does not fit
   */
  public static StepMemory of(
      Backend backend, Network network, Objective objective, Optimizer optimizer, int batch) {
    int less = Math.max(1, batch / 2);
    int more = Math.max(2, batch);
    Compiled small = Compiled.of(backend, network, objective, optimizer, less);
    Compiled large = Compiled.of(backend, network, objective, optimizer, more);
    double slope = (double) (large.live() - small.live()) / (more - less);
    double fixed = large.live() - slope * more;
    double byMemory = (large.memory.limitBytes() - fixed) / Math.max(1, slope);
    double byAllocation =
        (double) backend.device().maxAllocationBytes() * more / Math.max(1, large.largestValue);
    Compiled asked = batch == more ? large : small;
    return new StepMemory(
        batch,
        asked.live(),
        asked.memory.liveBytesByOwner(),
        slope,
        (long) Math.max(0, Math.min(byMemory, byAllocation)),
        asked.products);
  }

  /**
   * A step that was compiled.
   *
   * @param largestValue bytes of the largest of the values that it computes
   */
  private record Compiled(MemoryStats memory, long largestValue, Cost products) {
    static Compiled of(
        Backend backend, Network network, Objective objective, Optimizer optimizer, int batch) {
      try (Model model = network.initialise(backend, 0);
          TrainStep step = new TrainStep(model, objective, optimizer, 0)) {
        Program program = step.program(batch);
        long largest =
            program.applications().stream()
                .flatMap(application -> application.outputs().stream())
                .mapToLong(Compiled::bytes)
                .max()
                .orElse(0);
        return new Compiled(backend.memory(), largest, program.products());
      }
    }

    private static long bytes(Node value) {
      return value.shape().elements() * value.type().bytes();
    }

    long live() {
      return memory.liveBytes();
    }
  }
}
