package dev.trine.nn;

import dev.trine.backend.Backend;
import dev.trine.backend.HostBuffer;
import dev.trine.data.Batch;
import dev.trine.data.Batches;
import dev.trine.data.Dataset;
import dev.trine.data.Field;
import dev.trine.graph.Node;
import dev.trine.graph.compile.Program;
import dev.trine.tensor.DType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Runs a model over a set and hands on what it gives, batch by batch. */
final class Prediction {
  private static final System.Logger LOG = System.getLogger(Prediction.class.getName());

  /** What is done with what a model gives for one example. */
  @FunctionalInterface
  interface Use {
    /**
     * @param output row-major; another array for each example
     * @param batch that the example is of
     * @param row of the batch
     */
    void accept(float[] output, Batch batch, int row);
  }

  private Prediction() {}

  static float[][] of(Model model, Dataset dataset, String output) {
    float[][] results = new float[dataset.size()][];
    int[] done = {0};
    forEach(model, dataset, output, List.of(), (given, batch, row) -> results[done[0]++] = given);
    return results;
  }

  /**
   * The examples of a set in their order.
   *
   * @param beside fields that batches have beside those that the network takes
   */
  static void forEach(Model model, Dataset dataset, String output, List<Field> beside, Use use) {
    DatasetCheck.checkInputs(model.network(), dataset);
    Backend backend = model.backend();
    int width = Math.toIntExact(model.network().value(output).elements());
    List<Field> fields = new ArrayList<>(beside);
    model.network().inputs().stream()
        .map(input -> dataset.field(input.name()))
        .filter(field -> !beside.contains(field))
        .forEach(fields::add);
    int size = PassSize.of(dataset, fields);
    Map<Integer, Node> outputs = new HashMap<>();
    int[] order = IntStream.range(0, dataset.size()).toArray();
    SettlingTotals settling = new SettlingTotals();
    try (CarriedStates carried = new CarriedStates(model, "prediction");
        ProgramCache programs =
            new ProgramCache(
                shape -> {
                  int rows = shape.examples();
                  return compile(model, output, rows, carried.ofRows(rows), outputs);
                });
        HostBuffer host = backend.allocateHost(DType.F32, (long) size * width);
        Batches batches = new Batches(backend, dataset, fields, size)) {
      batches.forEach(
          order,
          batch -> {
            Program program = programs.run(batch);
            settling.add(program.settlings());
            program.download(outputs.get(batch.examples()), host).await();
            for (int i = 0; i < batch.examples(); i++) {
              float[] given = new float[width];
              host.get((long) i * width, given, 0, width);
              use.accept(given, batch, i);
            }
          });
    }
    settling.unsettled().forEach(one -> LOG.log(System.Logger.Level.WARNING, one::text));
  }

  private static Program compile(
      Model model, String name, int examples, CarriedState carried, Map<Integer, Node> outputs) {
    OutputProgram compiled = OutputProgram.compile(model, name, examples, carried);
    outputs.put(examples, compiled.output());
    return compiled.program();
  }
}
