package dev.trine.nn;

import dev.trine.backend.Backend;
import dev.trine.backend.HostBuffer;
import dev.trine.data.Batches;
import dev.trine.data.Dataset;
import dev.trine.data.Field;
import dev.trine.graph.Graph;
import dev.trine.graph.Node;
import dev.trine.graph.compile.Program;
import dev.trine.tensor.DType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Runs a model over a set and collects what it gives. */
final class Prediction {
  private static final System.Logger LOG = System.getLogger(Prediction.class.getName());

  private Prediction() {}

  static float[][] of(Model model, Dataset dataset, String output) {
    DatasetCheck.checkInputs(model.network(), dataset);
    Backend backend = model.backend();
    int width = Math.toIntExact(model.network().output(output).elements());
    List<Field> inputs =
        model.network().inputs().stream().map(input -> dataset.field(input.name())).toList();
    int size = PassSize.of(inputs);
    float[][] results = new float[dataset.size()][width];
    Map<Integer, Node> outputs = new HashMap<>();
    int[] order = IntStream.range(0, dataset.size()).toArray();
    int[] done = {0};
    SettlingTotals settling = new SettlingTotals();
    try (ProgramCache programs =
            new ProgramCache(examples -> compile(model, examples, output, outputs));
        HostBuffer host = backend.allocateHost(DType.F32, (long) size * width);
        Batches batches = new Batches(backend, dataset, inputs, size)) {
      batches.forEach(
          order,
          batch -> {
            Program program = programs.run(batch);
            settling.add(program.settlings());
            program.download(outputs.get(batch.examples()), host).await();
            for (int i = 0; i < batch.examples(); i++) {
              host.get((long) i * width, results[done[0]++], 0, width);
            }
          });
    }
    settling.unsettled().forEach(one -> LOG.log(System.Logger.Level.WARNING, one::text));
    return results;
  }

  private static Program compile(
      Model model, int examples, String name, Map<Integer, Node> outputs) {
    Graph graph = new Graph();
    Map<String, Node> inputs =
        new BatchFields(graph, Feed.STREAMED, examples).inputsOf(model.network());
    Node output = model.forward(inputs, false, null, 0).outputs().get(name);
    outputs.put(examples, output);
    return Program.compile(
        model.backend(), graph, model.state(), List.of(output), model.arena(), "prediction");
  }
}
