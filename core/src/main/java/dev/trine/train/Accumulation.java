package dev.trine.train;

import dev.trine.backend.Backend;
import dev.trine.backend.Call;
import dev.trine.backend.internal.Resources;
import dev.trine.data.Batch;
import dev.trine.data.BatchShape;
import dev.trine.graph.compile.Program;
import dev.trine.nn.Model;
import dev.trine.nn.ProgramCache;
import dev.trine.tensor.TensorType;

/** Adds up, on the device, the gradients of the parts of a batch and what the loss measures. */
final class Accumulation implements AutoCloseable {
  private final Resources resources = new Resources();
  private final ProgramCache programs;
  private final Call clearSum;
  private final Call clearNumber;

  /**
   * Adds to the flat gradients of a step.
   *
   * @throws IllegalArgumentException if layers of the network look at a whole batch
   */
  Accumulation(StepGraphs graphs) {
    requireSplittable(graphs.model());
    Backend backend = graphs.model().backend();
    try {
      TensorType flat = TensorType.f32(graphs.flat().elements());
      StepGraphs.Parts parts =
          new StepGraphs.Parts(
              resources.allocate(backend, flat, "gradients of a part"),
              resources.allocate(backend, TensorType.i32(1), "gradients of a part"));
      clearSum = resources.add(backend.fill(0, graphs.flat()));
      clearNumber = resources.add(backend.fill(0, parts.number()));
      programs = resources.add(new ProgramCache(shape -> graphs.adding(shape, parts)));
      clearPart(backend, parts);
    } catch (RuntimeException | Error failure) {
      resources.closeAfter(failure);
      throw failure;
    }
  }

  /** Where parameters have no gradient there is nothing that would overwrite what lies there. */
  private static void clearPart(Backend backend, StepGraphs.Parts parts) {
    try (Call clear = backend.fill(0, parts.flat())) {
      clear.enqueue();
    }
  }

  /**
   * State that a forward pass changes is, in batch norm, a mean over the batch; what layers carry
   * to the next batch is of all of its rows.
   */
  static boolean isSplittable(Model model) {
    return model.layout().trained() == model.layout().changing() && !model.network().carries();
  }

  private static void requireSplittable(Model model) {
    if (model.network().carries()) {
      throw new IllegalArgumentException(
          "A batch cannot be worked on in parts: layers carry state from each of its rows to the next batch. Use fewer streams, or shorter windows");
    }
    if (!isSplittable(model)) {
      throw new IllegalArgumentException(
          "A batch cannot be worked on in parts: the network has state that a forward pass changes, such as the running means of batch norm, and would see other means of each part. Use group or layer norm, or whole batches");
    }
  }

  /** Begins a batch. */
  void clear() {
    clearSum.enqueue();
    clearNumber.enqueue();
  }

  /** Enqueues forward and backward pass of a part. */
  void add(Batch part) {
    programs.run(part);
  }

  Program program(BatchShape part) {
    return programs.forBatch(part);
  }

  @Override
  public void close() {
    resources.close();
  }
}
