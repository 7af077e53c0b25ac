package dev.trine.nn;

import dev.trine.backend.internal.Resources;
import dev.trine.data.Batch;
import dev.trine.graph.compile.Program;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Programs by batch size, since shapes in a graph are concrete. A pass over a set needs two: the
 * full batch and the last, smaller one. Keeps the most recently used few.
 */
public final class ProgramCache implements AutoCloseable {
  private static final int CAPACITY = 4;

  private final IntFunction<Program> compiler;
  private final Map<Integer, Program> programs = new LinkedHashMap<>(16, 0.75f, true);

  /** A cache that compiles what it lacks. */
  public ProgramCache(IntFunction<Program> compiler) {
    this.compiler = compiler;
  }

  /** Enqueues the uploads of a batch to the program for its size, and a run. */
  public Program run(Batch batch) {
    if (batch.examples() < 1) {
      throw new IllegalArgumentException(
          "The batch is empty: fill it, and say so by filled(count)");
    }
    Program program = forBatch(batch.examples());
    for (String input : program.inputNames()) {
      batch.uploading(program.upload(input, batch.buffer(input)));
    }
    program.run();
    return program;
  }

  public Program forBatch(int examples) {
    Program program = programs.get(examples);
    if (program == null) {
      program = compiler.apply(examples);
      programs.put(examples, program);
      if (programs.size() > CAPACITY) {
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
