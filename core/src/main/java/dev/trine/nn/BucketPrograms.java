package dev.trine.nn;

import dev.trine.backend.Backend;
import dev.trine.backend.HostBuffer;
import dev.trine.backend.internal.Resources;
import dev.trine.graph.compile.Settling;
import dev.trine.tensor.DType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Programs of a model for 1, 2, 4, 8, … examples at a time, with the host memory for as many. Each
 * is made when it is first needed and stays, so that any number of examples soon finds one.
 */
final class BucketPrograms implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(BucketPrograms.class.getName());

  private final Model model;
  private final String output;
  private final int most;
  private final int width;
  private final Map<Integer, Bucket> buckets = new LinkedHashMap<>();
  private final Resources resources = new Resources();
  private boolean hasWarned;

  /**
   * @param inputs by name
   */
  private record Bucket(
      OutputProgram compiled, Map<String, HostBuffer> inputs, HostBuffer results) {}

  /**
   * @param output of the network, or of a layer in it
   * @param most examples at a time
   */
  BucketPrograms(Model model, String output, int most) {
    this.model = model;
    this.output = output;
    this.most = most;
    this.width = Math.toIntExact(model.network().value(output).elements());
  }

  /**
   * What the model gives for some examples, no more than {@code most}.
   *
   * @param examples each an array for each input, in the network's order
   */
  List<float[]> run(List<float[][]> examples) {
    int size = sizeFor(examples.size());
    Bucket bucket = buckets.computeIfAbsent(size, this::make);
    OutputProgram compiled = bucket.compiled;
    List<Network.Input> inputs = model.network().inputs();
    for (int i = 0; i < inputs.size(); i++) {
      HostBuffer to = bucket.inputs.get(inputs.get(i).name());
      for (int row = 0; row < size; row++) {
        // A row that nobody asks for is the first again: a fixed point settles over all rows.
        put(to, row, examples.get(row < examples.size() ? row : 0)[i]);
      }
    }
    bucket.inputs.forEach(compiled.program()::upload);
    compiled.program().run();
    // Behind the run and so behind the uploads: host memory may be written again after it.
    compiled.program().download(compiled.output(), bucket.results).await();
    warn(compiled.program().settlings());
    List<float[]> results = new ArrayList<>();
    for (int row = 0; row < examples.size(); row++) {
      float[] result = new float[width];
      bucket.results.get((long) row * width, result, 0, width);
      results.add(result);
    }
    return results;
  }

  /** The power of two that holds so many, or the most. */
  private int sizeFor(int examples) {
    int power = Integer.highestOneBit(examples);
    return Math.min(most, power == examples ? power : 2 * power);
  }

  private Bucket make(int size) {
    Backend backend = model.backend();
    Resources made = new Resources();
    try {
      OutputProgram compiled = made.add(OutputProgram.compile(model, output, size));
      Map<String, HostBuffer> inputs = new LinkedHashMap<>();
      for (Network.Input input : model.network().inputs()) {
        long elements = size * input.type().elements();
        inputs.put(input.name(), made.add(backend.allocateHost(input.type().type(), elements)));
      }
      HostBuffer results = made.add(backend.allocateHost(DType.F32, (long) size * width));
      resources.add(made);
      return new Bucket(compiled, inputs, results);
    } catch (RuntimeException | Error failure) {
      made.closeAfter(failure);
      throw failure;
    }
  }

  /** Writes an example to its row of a batch, whole numbers as such. */
  static void put(HostBuffer to, int row, float[] values) {
    long at = (long) row * values.length;
    if (to.type() == DType.F32) {
      to.put(at, values, 0, values.length);
      return;
    }
    for (int i = 0; i < values.length; i++) {
      to.set(at + i, values[i]);
    }
  }

  /** Once, since whoever predicts does so often. */
  private void warn(List<Settling> settlings) {
    for (Settling settling : settlings) {
      if (!hasWarned && !settling.settled()) {
        hasWarned = true;
        LOG.log(System.Logger.Level.WARNING, settling::text);
      }
    }
  }

  @Override
  public void close() {
    buckets.clear();
    resources.close();
  }
}
