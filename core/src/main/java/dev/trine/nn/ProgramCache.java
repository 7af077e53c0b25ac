package dev.trine.nn;

import dev.trine.backend.internal.Resources;
import dev.trine.data.Batch;
import dev.trine.data.BatchShape;
import dev.trine.data.LengthBuckets;
import dev.trine.graph.compile.Program;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Programs by the shape of a batch, since shapes in a graph are concrete. A pass over a set needs
 * two: the full batch and the last, smaller one; of sequences that are cut, a few times as many.
 * Keeps those that were used last.
 */
public final class ProgramCache implements AutoCloseable {
  private static final int SIZES = 4;

  private final Function<BatchShape, Program> compiler;
  private final Map<BatchShape, Program> programs = new LinkedHashMap<>(16, 0.75f, true);

  /** A cache that compiles what it lacks. */
  public ProgramCache(Function<BatchShape, Program> compiler) {
    this.compiler = compiler;
  }

  /** Enqueues the uploads of a batch to the program for its size, and a run. */
  public Program run(Batch batch) {
    if (batch.examples() < 1) {
      throw new IllegalArgumentException(
          "The batch is empty: fill it, and say so by filled(count)");
    }
    Program program = forBatch(batch.shape());
    for (String input : program.inputNames()) {
      batch.uploading(program.upload(input, batch.buffer(input)));
    }
    program.run();
    return program;
  }

  /** The program for batches of a shape. */
  public Program forBatch(BatchShape shape) {
    Program program = programs.get(shape);
    if (program == null) {
      program = compiler.apply(shape);
      programs.put(shape, program);
      if (programs.size() > SIZES * (shape.steps().isEmpty() ? 1 : LengthBuckets.USUAL)) {
        programs.remove(programs.keySet().iterator().next()).close();
      }
    }
    return program;
  }

  @Override
  public void close() {
    Resources all = new Resources();
    programs.values().forEach(all::add);
    programs.clear();
    all.close();
  }
}
