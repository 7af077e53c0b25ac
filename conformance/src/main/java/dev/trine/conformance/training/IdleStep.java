package dev.trine.conformance.training;

import dev.trine.backend.Backend;
import dev.trine.backend.HostBuffer;
import dev.trine.backend.internal.Resources;
import dev.trine.data.Field;
import dev.trine.graph.compile.CallProfile;
import dev.trine.graph.compile.Program;
import dev.trine.nn.Model;
import dev.trine.tensor.TensorType;
import dev.trine.train.TrainStep;

/**
 * The step of a training run on a batch of zeros, whose weights are 1: to look at how it runs, not
 * at what it learns.
 */
public final class IdleStep implements AutoCloseable {
  private static final long SEED = 42;

  private final Resources resources = new Resources();
  private final Model model;
  private final Program program;

  /**
   * Compiles the step of a run.
   *
   * @param examples of its batch
   */
  public IdleStep(Backend backend, TrainingCase run, int examples) {
    model = resources.add(run.network().initialise(backend, SEED));
    TrainStep step = resources.add(new TrainStep(model, run.objective(), run.optimizer(), SEED));
    program = step.program(examples);
    for (String input : program.inputNames()) {
      upload(backend, run.dataset().field(input), examples);
    }
  }

  private void upload(Backend backend, Field field, int examples) {
    TensorType type = field.batched(examples);
    try (HostBuffer values = backend.allocateHost(type.type(), type.elements())) {
      for (int i = 0; field.role() == Field.Role.WEIGHT && i < examples; i++) {
        values.set(i, 1);
      }
      program.upload(field.name(), values).await();
    }
  }

  public Program program() {
    return program;
  }

  /** All parameters as they are now. */
  public float[][] weights() {
    return model.layout().parameters().stream()
        .map(parameter -> model.read(parameter.name()))
        .toArray(float[][]::new);
  }

  /**
   * Runs as often as a profile does before the run that it tells of. As weights change, loops take
   * other numbers of turns.
   */
  public void runUntilProfiled() {
    for (int i = 1; i < Program.RUNS_OF_PROFILE; i++) {
      program.run();
    }
  }

  /** How many dispatches the backend counts in the run of the step that a profile tells of. */
  public long dispatches() {
    return program.profile().stream()
        .map(CallProfile::timing)
        .mapToLong(timing -> timing.dispatches())
        .sum();
  }

  @Override
  public void close() {
    resources.close();
  }
}
